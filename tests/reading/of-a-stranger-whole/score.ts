import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Recorded } from '#domain/inbound/record-inbound.ts';
import { isSuppressed } from '#domain/suppressions/ask/is-suppressed.ts';
import { HOUR, type Office } from '#tests/environment/office.ts';
import { createSequence } from '#tests/environment/rows/sequence.ts';
import type { LetterBox } from '#activities/mailbox/letters.test-support.ts';
import type { Watching } from '#activities/mailbox/mailbox-deps.ts';

/** A mail with what is right for it, by the specification; lists name every value that is. */
export interface Labelled {
	readonly name: string;
	readonly kind: string;
	readonly reading: readonly string[];
	/** `on`, `waits`, `held`, `succeeded`, `failed`. */
	readonly run: readonly string[];
	readonly reason?: readonly string[];
	readonly address?: readonly ('kept' | 'dead')[];
	readonly list?: readonly ('none' | 'pending' | 'listed')[];
	/** `YYYY-MM-DD`, or `undated`. */
	readonly back?: readonly string[];
	/** The text shown as new. */
	readonly text?: string;
	readonly subject?: string;
	/** Held and asked is right too, and is counted as a doubt. */
	readonly doubt?: boolean;
	/** A second address of the contact. */
	readonly also?: string;
}

/** What came of it. */
export interface Outcome {
	readonly mail: Labelled;
	/** What differs from what is right; nothing where it is right. */
	readonly wrong: readonly string[];
	readonly isDoubt: boolean;
}

export const labelled = (folder: string): Labelled[] =>
	JSON.parse(readFileSync(new URL(`${folder}/labels.json`, import.meta.url), 'utf8')) as Labelled[];

const TEXT_OF_OURS =
	'<p>Bonjour Madame Marchenoir,</p><p>Je travaille chez Cadrelune. Arrêtez de refaire votre planning à la main : notre outil le tient à jour.</p><p>Seriez-vous disponible vingt minutes jeudi ?</p>';

/** A contact with a step that left; the mail is taken in; what it did is compared with what is right. */
export async function outcomeOf(
	office: Office,
	letters: LetterBox,
	watching: Watching,
	folder: string,
	mail: Labelled,
): Promise<Outcome> {
	const { id, contactId, replaced } = await running(office, letters, watching, mail);
	const written = readFileSync(new URL(`${folder}/${mail.name}.eml`, import.meta.url), 'latin1');
	const source = replaced(written).replaceAll('\n', '\r\n');
	const recorded = await letters.takeIn(watching, Buffer.from(source, 'latin1'));
	const found = await stateOf(office, { id, contactId }, recorded);
	// Three domains that refuse us within an hour are a matter of the mailbox (5.7-4), of other mails too.
	if (mail.reading.includes('policy')) await office.advance(1.1 * HOUR);
	return { mail, wrong: differences(mail, found), isDoubt: found.reading.includes('doubt') };
}

async function running(office: Office, letters: LetterBox, watching: Watching, mail: Labelled) {
	const domain = `e${randomUUID().slice(0, 8)}.example`;
	const { sequenceId } = await office.tx((tx) =>
		createSequence(tx, {
			ownerId: office.ines.userId,
			routineId: office.routineId,
			steps: [{ bodyHtml: TEXT_OF_OURS }, { delay: 4 }, { delay: 6 }],
		}),
	);
	const { contactId, companyId } = await office.contact();
	const { subscriptionId } = office;
	await office.tx(async ({ db }) => {
		await db.contact.updateMany({
			where: { id: contactId },
			data: { firstName: 'Odile', lastName: 'Marchenoir' },
		});
		await db.contactAddress.updateMany({ where: { contactId }, data: { address: `odile@${domain}` } });
		await db.companyDomain.create({ data: { subscriptionId, companyId, domain } });
		if (mail.also)
			await db.contactAddress.create({
				data: { subscriptionId, contactId, address: mail.also, isPrimary: false },
			});
	});
	const id = await office.engage({ contactId, sequenceId });
	const sendId = await letters.leave(id);
	const replaced = (source: string) =>
		source
			.replaceAll('exemple.example', domain)
			.replaceAll('camille@cadrelune.example', watching.watch.address)
			.replaceAll('SENDID', sendId);
	return { id, contactId, replaced };
}

interface Found {
	readonly reading: readonly string[];
	readonly run: string;
	readonly reason: string;
	readonly address: string;
	readonly list: string;
	readonly back: string;
	readonly text: string | null;
	readonly subject: string | null;
	readonly says: string;
}

async function stateOf(
	office: Office,
	{ id, contactId }: { id: string; contactId: string },
	recorded: Recorded,
): Promise<Found> {
	if (!(await office.run(id)).endedAt) await office.look(id);
	const run = await office.run(id);
	const messageId = 'messageId' in recorded ? recorded.messageId : null;
	const message = messageId
		? await office.tx(({ db }) => db.message.findFirstOrThrow({ where: { id: messageId } }))
		: null;
	const evidence = (message?.evidence ?? {}) as { rule?: string; returnAt?: string };
	const addresses = await office.tx(({ db }) => db.contactAddress.findMany({ where: { contactId } }));
	const list = await office.tx(async (tx) => {
		for (const { address } of addresses) if (await isSuppressed(tx, address)) return 'listed';
		const where = { address: { in: addresses.map(({ address }) => address) } };
		return (await tx.db.openObjection.count({ where })) > 0 ? 'pending' : 'none';
	});
	return {
		reading: readingOf(message?.verdict ?? 'untracked', evidence.rule ?? ''),
		run: courseOf(run),
		reason: run.reason,
		address: addresses.some(({ invalidAt }) => invalidAt) ? 'dead' : 'kept',
		list,
		back: evidence.returnAt ?? 'undated',
		text: message?.visibleText?.trim() ?? null,
		subject: message?.subject ?? null,
		says: `${message?.verdict ?? 'untracked'} by ${evidence.rule ?? '-'}${message?.readings.length ? ` (${message.readings.join()})` : ''}`,
	};
}

function courseOf({
	endedAt,
	state,
	reason,
}: {
	endedAt: Date | null;
	state: string;
	reason: string;
}): string {
	if (endedAt) return state;
	if (reason.startsWith('contact-away')) return 'waits';
	return state === 'blocked' ? 'held' : 'on';
}

const DEPARTED = ['left-company', 'address-given-up', 'written-elsewhere'];

/** The words of the labels for a stored verdict. */
function readingOf(verdict: string, rule: string): string[] {
	switch (verdict) {
		case 'doubtful':
			// A person is asked, and sees what it was found to be.
			return DEPARTED.includes(rule) ? ['doubt', 'departure'] : ['doubt'];
		case 'bounce-hard':
			return ['hard'];
		case 'bounce-soft':
			return ['soft', 'policy', 'message'];
		case 'outside-reply':
		case 'reply':
			return ['reply', 'colleague'];
		case 'untracked':
		case 'none':
			return ['none', 'internal', 'colleague'];
		case 'notification':
			if (DEPARTED.includes(rule)) return ['departure'];
			if (rule === 'read-receipt') return ['receipt'];
			return rule === 'calendar' ? ['calendar'] : ['automatic', 'none', 'notification', 'colleague'];
		case 'acknowledgement':
			return ['automatic'];
		default:
			return [verdict];
	}
}

function differences(right: Labelled, found: Found): string[] {
	const wrong: string[] = [];
	const isDoubt = found.reading.includes('doubt');
	const compare = (name: string, wanted: readonly string[] | undefined, is: readonly string[]) => {
		if (wanted && !is.some((one) => wanted.includes(one)))
			wrong.push(`${name} ${is.join('|')}, not ${wanted.join('|')}`);
	};
	const held = right.doubt ? ['doubt'] : [];
	compare('reading', [...right.reading, ...held], found.reading);
	if (!(isDoubt && right.doubt)) {
		compare('run', right.run, [found.run]);
		compare('reason', right.reason, [found.reason]);
		compare('list', right.list, [found.list]);
		compare('back', right.back, [found.back]);
	} else compare('run', ['held'], [found.run]);
	compare('address', right.address, [found.address]);
	if (right.text !== undefined) compare('text', [right.text], [found.text ?? '']);
	if (right.subject !== undefined) compare('subject', [right.subject], [found.subject ?? '']);
	return wrong.length > 0 ? [found.says, ...wrong] : [];
}
