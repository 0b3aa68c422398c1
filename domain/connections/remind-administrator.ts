import type { ConsentRequest, MailboxConnection } from '#prisma/generated/client/client.ts';
import { writePlatformMail } from '#domain/platform-mails/write-platform-mail.ts';
import type { Actor } from '#domain/values/actor.ts';
import { languageCode } from '#domain/values/language-code.ts';
import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { recordConnectionEvent } from './connection-events.ts';
import { lockOwnMailboxConnection } from './connection-row.ts';

const DAY = 86_400_000;

/** Milliseconds of domain time after which an administrator who was mailed is reminded: after 2 and 7 days, then no more. */
const REMINDED_AFTER = [2 * DAY, 7 * DAY];

type Reminded = Pick<
	ConsentRequest,
	'administrator' | 'mailedAt' | 'reminders' | 'remindersStoppedAt' | 'refusedAt' | 'consentedAt'
>;

/** When the next reminder leaves; null: none does. */
export function nextReminderOf(request: Reminded): Date | null {
	const { administrator, mailedAt, reminders, remindersStoppedAt, refusedAt, consentedAt } = request;
	const after = REMINDED_AFTER[reminders];
	if (!administrator || !mailedAt || after === undefined) return null;
	return (remindersStoppedAt ?? refusedAt ?? consentedAt) ? null : new Date(mailedAt.getTime() + after);
}

/** A reminder is still to come. */
export const isReminded = (request: Reminded): boolean => nextReminderOf(request) !== null;

/** How many reminders are still to come. */
export function remindersLeft(request: Reminded): number {
	return nextReminderOf(request) ? REMINDED_AFTER.length - request.reminders : 0;
}

/**
 * Sends the reminder whose time has come. Where more than one is due (nobody looked for days) one leaves and counts for all;
 * none leaves after a mail that was refused.
 *
 * @param row waits for consent; locked.
 * @returns when it looks again; null: when somebody acts.
 */
export async function remindAdministrator(tx: Transaction, row: MailboxConnection): Promise<Date | null> {
	const request = await tx.db.consentRequest.findFirst({ where: { connectionId: row.id } });
	if (!request) return null;
	const due = nextReminderOf(request);
	let next = due;
	if (due && due <= tx.at && (await isUndeliverable(tx, row.id))) {
		await stop(tx, row.id);
		next = null;
	} else if (due && due <= tx.at) {
		const reminders = REMINDED_AFTER.filter((after) => isOver(request, after, tx.at)).length;
		await remind(tx, row, request, reminders);
		next = nextReminderOf({ ...request, reminders });
	}
	if (next?.getTime() !== row.nextLookAt?.getTime())
		await tx.db.mailboxConnection.updateMany({ where: { id: row.id }, data: { nextLookAt: next } });
	return next;
}

/** Where the last mail was refused, or its recipient wants no more of them, a reminder would be as well. */
async function isUndeliverable(tx: Transaction, connectionId: string): Promise<boolean> {
	const newest = await tx.db.send.findFirst({
		where: {
			platformMail: { connectionId, kind: { in: ['consent-request', 'consent-reminder'] } },
		},
		orderBy: { createdAt: 'desc' },
		select: { state: true, platformMail: { select: { returnedAt: true } } },
	});
	return newest?.state === 'rejected' || newest?.state === 'revoked' || !!newest?.platformMail?.returnedAt;
}

async function stop(tx: Transaction, id: string, userId?: string): Promise<void> {
	await tx.db.consentRequest.updateMany({
		where: { connectionId: id },
		data: { remindersStoppedAt: tx.at },
	});
	await recordConnectionEvent(tx, id, 'reminders-stopped', {}, userId);
}

const isOver = ({ mailedAt }: Reminded, after: number, at: Date) =>
	mailedAt!.getTime() + after <= at.getTime();

async function remind(
	tx: Transaction,
	row: MailboxConnection,
	{ administrator }: ConsentRequest,
	reminders: number,
): Promise<void> {
	const { id, language, ownerId } = row;
	const sendId = await writePlatformMail(tx, {
		...{ kind: 'consent-reminder', connectionId: id, recipient: administrator! },
		...{ language: languageCode(language), authorId: ownerId },
	});
	await tx.db.consentRequest.updateMany({ where: { connectionId: id }, data: { reminders } });
	if (!sendId) return;
	const isLast = reminders === REMINDED_AFTER.length ? 'yes' : 'no';
	await recordConnectionEvent(tx, id, 'administrator-reminded', { sendId, isLast });
}

/**
 * *Arrêter les rappels*: no further one leaves; the request and its link stay.
 *
 * @throws {Refusal} missing; not-allowed; connection-over; nothing-to-stop.
 */
export async function stopReminders(tx: Transaction, actor: Actor, connectionId: string): Promise<void> {
	const { id } = await lockOwnMailboxConnection(tx, actor, connectionId);
	const request = await tx.db.consentRequest.findFirst({ where: { connectionId: id } });
	if (!request || !nextReminderOf(request)) throw new Refusal('conflict', 'nothing-to-stop');
	await stopReminding(tx, id, actor.userId);
}

/** No further reminder leaves. The connection must be locked. @param userId who wants it; undefined: its mail came back. */
export async function stopReminding(tx: Transaction, id: string, userId?: string): Promise<void> {
	await stop(tx, id, userId);
	await tx.db.mailboxConnection.updateMany({ where: { id }, data: { nextLookAt: null } });
	await poke(tx, 'connect', id);
}
