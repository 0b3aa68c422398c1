import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Prisma } from '#prisma/generated/client/client.ts';
import type { PlaceKind } from './places.ts';
import type { TracesOfPerson } from './traces-of-person.ts';

type Masking = (text: string) => string;

/** Mails whose bytes may still be needed: under way, or of a fate that nobody knows. */
const UNDER_WAY = ['ready', 'claimed', 'armed', 'uncertain'] as const;

/**
 * Masks a person in the texts of others, names and addresses; what else they say stays.
 *
 * @throws {Refusal} erasure-under-way: a mail that names her is just leaving; nothing was erased.
 */
export async function maskPlaces(
	tx: Transaction,
	places: readonly { readonly kind: PlaceKind; readonly id: string }[],
	traces: TracesOfPerson,
): Promise<void> {
	const mask: Masking = (text) => traces.mask(text, true);
	for (const { kind, id } of places) {
		if (kind === 'note') await maskNote(tx, id, mask);
		if (kind === 'received') await maskReceived(tx, id, mask);
		if (kind === 'sent') await maskSent(tx, id, mask);
	}
}

async function maskNote(tx: Transaction, id: string, mask: Masking): Promise<void> {
	const { text } = await tx.db.note.findFirstOrThrow({ where: { id }, select: { text: true } });
	await tx.db.note.updateMany({ where: { id }, data: { text: mask(text) } });
}

/** Its HTML goes: a name that tags divide would be left in it. */
async function maskReceived(tx: Transaction, id: string, mask: Masking): Promise<void> {
	const mail = await tx.db.message.findFirstOrThrow({ where: { id } });
	const masked = (text: string | null) => text && mask(text);
	await tx.db.message.updateMany({
		where: { id },
		data: {
			subject: masked(mail.subject),
			fromName: masked(mail.fromName),
			replyTo: mail.replyTo && mask(mail.replyTo) === mail.replyTo ? mail.replyTo : null,
			toAddresses: mail.toAddresses.filter((address) => mask(address) === address),
			text: masked(mail.text),
			visibleText: masked(mail.visibleText),
			html: null,
			evidence: maskJson(mail.evidence, mask),
		},
	});
	await tx.db.quarantine.updateMany({ where: { messageId: id }, data: { bytes: null } });
}

/** The bytes of a mail that is done are needed no more; what the screens show of it stays, masked. */
async function maskSent(tx: Transaction, id: string, mask: Masking): Promise<void> {
	const send = await tx.db.send.findFirstOrThrow({ where: { id }, include: { content: true } });
	const isSettled = send.state === 'uncertain' && send.settledAt !== null;
	if (!isSettled && UNDER_WAY.some((state) => state === send.state))
		throw new Refusal('conflict', 'erasure-under-way');
	await tx.db.send.updateMany({ where: { id }, data: { subject: send.subject && mask(send.subject) } });
	if (!send.content) return;
	const text = mask(send.content.text);
	await tx.db.sendContent.deleteMany({ where: { sendId: id } });
	await tx.db.sendContent.create({
		data: { ...send.content, bytes: new Uint8Array(), text, html: paragraphsOf(text) },
	});
}

/** HTML of a text, for whoever shows the mail. */
function paragraphsOf(text: string): string {
	const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
	return `<p>${safe.replaceAll('\n', '<br>')}</p>`;
}

function maskJson(value: Prisma.JsonValue, mask: Masking): Prisma.InputJsonObject {
	return JSON.parse(
		JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'string' ? mask(inner) : inner)),
	) as Prisma.InputJsonObject;
}
