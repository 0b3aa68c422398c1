import type { MailboxConnection } from '#prisma/generated/client/client.ts';
import { readOpposition } from '#domain/suppressions/ask/is-suppressed.ts';
import { poke } from '#domain/outbox/poke.ts';
import { writePlatformMail } from '#domain/platform-mails/write-platform-mail.ts';
import type { Actor } from '#domain/values/actor.ts';
import { languageCode } from '#domain/values/language-code.ts';
import { normaliseAddress } from '#domain/values/mail-address.ts';
import type { Transaction } from '#platform/database/database.ts';
import { oneAfterTheOther } from '#platform/database/one-after-the-other.ts';
import { requestLimits } from '#platform/limits.ts';
import { Refusal } from '#platform/refusal.ts';
import { recordConnectionEvent } from './connection-events.ts';
import { lockOwnMailboxConnection } from './connection-row.ts';
import { nextReminderOf } from './remind-administrator.ts';

/**
 * Mails the request for consent to whom the person names (C1-16): one text of ours with the link, answers go to her. Sent
 * again, to the same or to another address, the reminders begin anew. A person, a subscription and a request have bounds, so
 * that nobody writes to strangers with it.
 *
 * @throws {Refusal} missing; not-allowed; connection-over; nothing-to-ask; platform-missing; address-invalid;
 *   administrator-objects; too-many-requests.
 */
export async function askAdministrator(
	tx: Transaction,
	actor: Actor,
	asked: { readonly connectionId: string; readonly address: string },
): Promise<{ sendId: string }> {
	const row = await lockOwnMailboxConnection(tx, actor, asked.connectionId);
	if (row.stage !== 'consent') throw new Refusal('conflict', 'nothing-to-ask');
	const recipient = normaliseAddress(asked.address);
	if (!recipient) throw new Refusal('invalid', 'address-invalid');
	const { suppressedAt, objectionId } = await readOpposition(tx, recipient);
	if (suppressedAt || objectionId) throw new Refusal('conflict', 'administrator-objects');
	await assertWithinBounds(tx, actor, row.id, recipient);
	const sendId = await mail(tx, actor, row, recipient);
	if (!sendId) throw new Refusal('unavailable', 'platform-missing');
	const request = { administrator: recipient, mailedAt: tx.at, reminders: 0, remindersStoppedAt: null };
	await tx.db.consentRequest.updateMany({ where: { connectionId: row.id }, data: request });
	await tx.db.mailboxConnection.updateMany({
		where: { id: row.id },
		data: { nextLookAt: nextReminderOf({ ...request, refusedAt: null, consentedAt: null }) },
	});
	await recordConnectionEvent(
		tx,
		row.id,
		'administrator-asked',
		{ address: recipient, sendId },
		actor.userId,
	);
	await poke(tx, 'connect', row.id);
	return { sendId };
}

function mail(
	tx: Transaction,
	actor: Actor,
	{ id, language }: Pick<MailboxConnection, 'id' | 'language'>,
	recipient: string,
): Promise<string | undefined> {
	return writePlatformMail(tx, {
		...{ kind: 'consent-request', connectionId: id, recipient },
		...{ language: languageCode(language), authorId: actor.userId },
	});
}

async function assertWithinBounds(
	tx: Transaction,
	actor: Actor,
	connectionId: string,
	recipient: string,
): Promise<void> {
	// Two of a person's connections, or two people, ask at once: the count below is then of one after the other.
	await oneAfterTheOther(tx, 'administrator-asked');
	const since = new Date(tx.at.getTime() - requestLimits.within);
	const asked = { kind: 'platform', platformMail: { kind: 'consent-request' } } as const;
	const [byPerson, byAll, others] = [
		await tx.db.send.count({ where: { ...asked, authorId: actor.userId, createdAt: { gt: since } } }),
		await tx.db.send.count({ where: { ...asked, createdAt: { gt: since } } }),
		await tx.db.send.findMany({
			where: { kind: 'platform', platformMail: { connectionId, kind: 'consent-request' } },
			distinct: ['recipient'],
			select: { recipient: true },
		}),
	];
	const addresses = new Set([...others.map((one) => one.recipient), recipient]).size;
	const { byPerson: ofPerson, bySubscription, addresses: ofRequest } = requestLimits;
	if (byPerson >= ofPerson || byAll >= bySubscription || addresses > ofRequest)
		throw new Refusal('conflict', 'too-many-requests');
}
