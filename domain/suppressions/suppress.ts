import { randomUUID } from 'node:crypto';
import { normaliseAddress } from '#domain/values/mail-address.ts';
import { maskAddress } from '#domain/values/mask-address.ts';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { letTakeEffect } from '#domain/engagements/look/let-take-effect.ts';
import { holdBack, revokeClaims, type InFlight } from '#domain/holds/hold-back.ts';
import { stopMail } from '#domain/mails/stop-mail.ts';
import { mailsWaitingFor } from '#domain/mails/waiting-mails.ts';
import { cardsOfPerson } from '#domain/persons/cards-of-person.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import { mailboxOf } from '#platform/addresses/comparable-address.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { settleObjections } from './ask/open-objections.ts';
import { suppressionHash, suppressionHashes } from './ask/suppression-key.ts';
import type { SuppressionCause } from './suppression-causes.ts';

/** An address that is to get nothing any more. */
export interface NewSuppression {
	readonly address: string;
	readonly cause: SuppressionCause;
	/** The mail of ours whose link was followed, or that was reported. */
	readonly sendId?: string;
	/** The received mail that says so. */
	readonly messageId?: string | undefined;
	/** The line of the timeline that caused it. */
	readonly causeId?: string | undefined;
	readonly actor?: { readonly userId: string; readonly bySupport?: boolean };
}

export interface Suppressed {
	readonly id: string;
	readonly at: Date;
	/** False: it stood on the list already, and nothing changed. */
	readonly isNew: boolean;
	/** Mails that had left our process already; their fate follows. */
	readonly inFlight: readonly InFlight[];
	/** Runs that it ended. */
	readonly ended: readonly string[];
}

/**
 * Puts an address on the suppression list of the subscription (5.2-14): the fact closes the gate of every live engagement
 * of every contact with this address, and ends them, in this same transaction; mails that people wrote to it and that have
 * not left never will. Where the person herself said so, all of her runs end, on whichever card and to whichever address.
 */
export async function suppress(
	tx: Transaction,
	envelopes: Envelopes,
	wish: NewSuppression,
): Promise<Suppressed> {
	await tx.lockAddresses([suppressionHash(tx, wish.address)], 'update');
	const own = wish.sendId ? await runOfSend(tx, wish.sendId) : undefined;
	const hers = wish.cause === 'manual' ? [] : await runsOfPerson(tx, wish);
	const live = await runsWrittenTo(tx, [wish.address]);
	// Engagements are locked in the order of their ids, before anything is written.
	const ids = await tx.lock('engagement', [...new Set([...live, ...hers, ...(own ? [own] : [])])]);
	const mails = await tx.lock('send', await mailsWaitingFor(tx, [wish.address]));
	const { causeId, ...listed } = await putOnList(tx, envelopes, wish);
	await settleObjections(tx, { addresses: [spelt(wish.address)] });
	if (!listed.isNew && !own && hers.length === 0) return { ...listed, inFlight: [], ended: [] };
	const inFlight: InFlight[] = [];
	for (const engagementId of ids) {
		const open = await revokeClaims(tx, { kind: 'engagement', engagementId });
		if (open) inFlight.push(open);
	}
	inFlight.push(...(await stopMails(tx, mails, causeId)));
	const isReported = wish.cause === 'complaint';
	// What was reported is said of each of its runs; the gate knows only that the address is on the list.
	if (!isReported) await letTakeEffect(tx, ids);
	const ending = await tx.db.engagement.findMany({
		where: { id: { in: isReported ? ids : [...hers, ...(own ? [own] : [])] }, endedAt: null },
		select: { id: true },
	});
	for (const { id } of ending) {
		if (isReported) {
			const { messageId } = wish;
			await endEngagement(tx, id, { reason: 'ended-complaint', messageId, causeId: wish.causeId });
		} else await endEngagement(tx, id, { reason: 'ended-unsubscribed' });
	}
	return { ...listed, inFlight, ended: await endedOf(tx, ids) };
}

async function endedOf(tx: Transaction, ids: readonly string[]): Promise<string[]> {
	const where = { id: { in: [...ids] }, endedAt: { not: null } };
	return (await tx.db.engagement.findMany({ where, select: { id: true } })).map(({ id }) => id);
}

/**
 * The same for whom only the keyed hash is left, since the address was erased (5.7-7). Whoever has that address again, as a
 * contact or as the recipient of a mail that waits, is found by it.
 */
export async function suppressErased(
	tx: Transaction,
	envelopes: Envelopes,
	{ hash, cause, sendId }: { hash: Buffer; cause: SuppressionCause; sendId: string },
): Promise<void> {
	await tx.lockAddresses([hash], 'update');
	const known = await tx.sql<{ address: string }>`
		SELECT address FROM contact_address WHERE subscription_id = ${tx.subscriptionId}::uuid
		UNION SELECT recipient FROM send
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND kind = 'personal'
				AND state IN ('ready', 'claimed', 'armed') AND recipient IS NOT NULL`;
	const again = known.find(({ address }) => suppressionHashes(tx, address).some((one) => one.equals(hash)));
	if (again) return void (await suppress(tx, envelopes, { address: again.address, cause, sendId }));
	await tx.db.suppression.createMany({
		data: [
			{
				subscriptionId: tx.subscriptionId,
				addressHash: hash as Buffer<ArrayBuffer>,
				masked: maskAddress(''),
				cause,
				at: tx.at,
				sendId,
			},
		],
		skipDuplicates: true,
	});
}

/** The live runs of every contact that has one of these addresses. */
export async function runsWrittenTo(tx: Transaction, addresses: readonly string[]): Promise<string[]> {
	if (addresses.length === 0) return [];
	const runs = await tx.db.engagement.findMany({
		where: {
			endedAt: null,
			contact: { addresses: { some: { mailbox: { in: addresses.map(mailboxOfStored) } } } },
		},
		select: { id: true },
	});
	return runs.map(({ id }) => id);
}

/** Holds back mails that people wrote and that have not left, now that their address gets nothing any more. */
export async function stopMails(
	tx: Transaction,
	sendIds: readonly string[],
	causeId: string | undefined,
): Promise<InFlight[]> {
	const inFlight: InFlight[] = [];
	for (const sendId of sendIds) {
		const open = await holdBack(tx, { kind: 'message', sendId });
		if (open) inFlight.push(open);
		await stopMail(tx, sendId, { code: 'ended-unsubscribed', causeId });
	}
	return inFlight;
}

/** The row of the list and its lines in the timeline, once; what it stops is the caller's, who has locked those runs. */
export async function putOnList(
	tx: Transaction,
	envelopes: Envelopes,
	wish: NewSuppression,
): Promise<Omit<Suppressed, 'inFlight' | 'ended'> & { readonly causeId: string | undefined }> {
	const address = spelt(wish.address);
	const addressHash = suppressionHash(tx, address) as Uint8Array<ArrayBuffer>;
	const persons = await personsOf(tx, address, wish.sendId);
	const id = randomUUID();
	const { count } = await tx.db.suppression.createMany({
		data: [
			{
				subscriptionId: tx.subscriptionId,
				id,
				addressHash,
				sealed: envelopes.seal(address, `suppression:${id}`) as Uint8Array<ArrayBuffer>,
				masked: maskAddress(address),
				cause: wish.cause,
				at: tx.at,
				contactId: persons[0]?.id ?? null,
				sendId: wish.sendId ?? null,
				messageId: wish.messageId ?? null,
				createdById: wish.actor?.userId ?? null,
			},
		],
		skipDuplicates: true,
	});
	if (count === 0) {
		const before = await tx.db.suppression.findFirstOrThrow({
			where: { addressHash },
			select: { id: true, at: true },
		});
		return { ...before, isNew: false, causeId: undefined };
	}
	let causeId: string | undefined;
	for (const { id: contactId, companyId } of persons) {
		const told = await recordEvent(tx, {
			kind: 'suppressed',
			companyId,
			contactId,
			data: { suppressionId: id, cause: wish.cause },
			...(wish.sendId ? { sendId: wish.sendId } : {}),
			messageId: wish.messageId ?? null,
			causeId: wish.causeId,
			...(wish.actor ? { actor: wish.actor } : {}),
		});
		causeId ??= told.id;
	}
	return { id, at: tx.at, isNew: true, causeId };
}

/** Whose address it is; of one that nobody has any more, the person to whom the mail went. */
async function personsOf(
	tx: Transaction,
	address: string,
	sendId: string | undefined,
): Promise<{ id: string; companyId: string }[]> {
	const select = { id: true, companyId: true } as const;
	const persons = await tx.db.contact.findMany({
		where: { addresses: { some: { mailbox: mailboxOf(address) } } },
		select,
	});
	if (persons.length > 0 || !sendId) return persons;
	const send = await tx.db.send.findFirst({
		where: { id: sendId },
		select: { contactId: true, engagement: { select: { contactId: true } } },
	});
	const id = send?.contactId ?? send?.engagement?.contactId;
	return id ? tx.db.contact.findMany({ where: { id, erasedAt: null }, select }) : [];
}

/** The live runs of the person behind an address, on whichever card and to whichever address. */
async function runsOfPerson(tx: Transaction, { address, sendId }: NewSuppression): Promise<string[]> {
	const cards = [];
	for (const { id } of await personsOf(tx, spelt(address), sendId))
		cards.push(...(await cardsOfPerson(tx, id)));
	const live = { contactId: { in: [...new Set(cards)] }, endedAt: null };
	return (await tx.db.engagement.findMany({ where: live, select: { id: true } })).map(({ id }) => id);
}

async function runOfSend(tx: Transaction, sendId: string): Promise<string | undefined> {
	const run = await tx.db.engagement.findFirst({
		where: { endedAt: null, sends: { some: { id: sendId } } },
		select: { id: true },
	});
	return run?.id;
}

const mailboxOfStored = (address: string) => mailboxOf(spelt(address));

function spelt(address: string): string {
	return normaliseAddress(address) ?? address.trim().toLowerCase();
}
