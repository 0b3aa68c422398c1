import { randomUUID } from 'node:crypto';
import { normaliseAddress } from '#domain/contacts/mail-address.ts';
import { holdBack } from '#domain/engagements/stopping-fact.ts';
import type { InFlight } from '#domain/engagements/stopping-fact.ts';
import { recordEvent } from '#domain/timeline/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { suppressionHash } from './suppression-key.ts';

/** An address that is to get nothing any more. */
export interface NewSuppression {
	readonly address: string;
	readonly cause: 'link' | 'one-click' | 'reply' | 'manual';
	/** The mail whose link was followed. */
	readonly sendId?: string;
	readonly actor?: { readonly userId: string; readonly bySupport?: boolean };
}

export interface Suppressed {
	readonly id: string;
	readonly at: Date;
	/** False: it stood on the list already, and nothing changed. */
	readonly isNew: boolean;
	/** Steps that had left our process already; their fate follows. */
	readonly inFlight: readonly InFlight[];
}

/**
 * Puts an address on the suppression list of the subscription (5.2-14): the fact closes the gate of every live engagement
 * of every contact with this address in this same transaction; their runs end at the look that follows.
 */
export async function suppress(
	tx: Transaction,
	envelopes: Envelopes,
	wish: NewSuppression,
): Promise<Suppressed> {
	const address = normaliseAddress(wish.address) ?? wish.address.trim().toLowerCase();
	const contacts = await tx.db.contact.findMany({
		where: { addresses: { some: { address } } },
		select: { id: true, companyId: true, engagements: { where: { endedAt: null }, select: { id: true } } },
	});
	// Engagements are locked in the order of their ids, before anything is written.
	const live = contacts.flatMap((contact) => contact.engagements.map((engagement) => engagement.id)).sort();
	await tx.lock('engagement', live);

	const addressHash = suppressionHash(tx.subscriptionId, address) as Uint8Array<ArrayBuffer>;
	const id = randomUUID();
	const { count } = await tx.db.suppression.createMany({
		data: [
			{
				subscriptionId: tx.subscriptionId,
				id,
				addressHash,
				sealed: envelopes.seal(address, `suppression:${id}`) as Uint8Array<ArrayBuffer>,
				masked: masked(address),
				cause: wish.cause,
				at: tx.at,
				contactId: contacts[0]?.id ?? null,
				sendId: wish.sendId ?? null,
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
		return { ...before, isNew: false, inFlight: [] };
	}
	const inFlight: InFlight[] = [];
	for (const engagementId of live) {
		const open = await holdBack(tx, engagementId);
		if (open) inFlight.push(open);
	}
	for (const contact of contacts) {
		await recordEvent(tx, {
			kind: 'suppressed',
			companyId: contact.companyId,
			contactId: contact.id,
			data: { suppressionId: id, cause: wish.cause },
			...(wish.sendId ? { sendId: wish.sendId } : {}),
			...(wish.actor ? { actor: wish.actor } : {}),
		});
	}
	return { id, at: tx.at, isNew: true, inFlight };
}

/** What stays readable after erasure: the first letter and the domain. */
function masked(address: string): string {
	const at = address.lastIndexOf('@');
	return `${address.slice(0, 1)}…${address.slice(at)}`;
}
