import type { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { poke } from '#domain/outbox/poke.ts';
import { targetOf, type NotificationKind, type NotificationShapes } from './notification-kinds.ts';
import { treatedDueAt } from './treated-due-at.ts';

/** What to tell whom; the row it opens is required by the kind's target. */
export type NewNotification<K extends NotificationKind> = {
	userId: string;
	kind: K;
	data: NotificationShapes[K]['data'];
	engagementId?: string | null;
	/** The line of the timeline that it is about. */
	eventId?: string | null;
} & (NotificationShapes[K]['target'] extends 'company'
	? { companyId: string; mailboxId?: undefined; connectionId?: undefined; issueId?: undefined }
	: NotificationShapes[K]['target'] extends 'mailbox'
		? { mailboxId: string; companyId?: undefined; connectionId?: undefined; issueId?: undefined }
		: NotificationShapes[K]['target'] extends 'connection'
			? { connectionId: string; companyId?: undefined; mailboxId?: undefined; issueId?: undefined }
			: { issueId: string; companyId?: undefined; mailboxId?: undefined; connectionId?: undefined });

/**
 * Puts a notification into a user's flag, coloured until the user visits its sheet or the N hours set at this moment are
 * over (C1-51, 5.2-36; N empty or 0: never), and lets the user's run wait for that. A user who was deactivated is told
 * nothing.
 */
export async function notify<K extends NotificationKind>(
	tx: Transaction,
	notification: NewNotification<K>,
): Promise<{ id: string } | undefined> {
	const { userId, kind, data, companyId, mailboxId, connectionId, issueId, engagementId, eventId } =
		notification as NewNotification<NotificationKind>;
	const user = await tx.db.user.findFirst({
		where: { id: userId, deactivatedAt: null },
		select: { treatedAfterHours: true },
	});
	if (!user) return undefined;
	const created = await tx.db.notification.create({
		data: {
			subscriptionId: tx.subscriptionId,
			userId,
			kind,
			target: targetOf(kind),
			companyId: companyId ?? null,
			mailboxId: mailboxId ?? null,
			connectionId: connectionId ?? null,
			issueId: issueId ?? null,
			engagementId: engagementId ?? null,
			eventId: eventId ?? null,
			data: data as unknown as Prisma.InputJsonValue,
			createdAt: tx.at,
			treatedDueAt: treatedDueAt(tx.at, user.treatedAfterHours),
		},
		select: { id: true },
	});
	await poke(tx, 'notifications', userId);
	return created;
}
