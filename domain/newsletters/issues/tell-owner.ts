import { notify } from '#domain/notifications/notify.ts';
import { resolveNotifications } from '#domain/notifications/resolve-notifications.ts';
import type { Transaction } from '#platform/database/database.ts';

/** What the owner of a newsletter is told about an issue of it. */
export type ToldOfIssue = 'issue-asks' | 'issue-held';

/** Tells the newsletter's owner, once until it is over. */
export async function tellOwner(tx: Transaction, issueId: string, kind: ToldOfIssue): Promise<void> {
	const issue = await tx.db.newsletterIssue.findFirst({
		where: { id: issueId },
		select: { newsletter: { select: { ownerId: true } } },
	});
	if (!issue) return;
	const { ownerId: userId } = issue.newsletter;
	const standing = await tx.db.notification.count({ where: { userId, issueId, kind, treatedAt: null } });
	if (standing === 0) await notify(tx, { userId, kind, issueId, data: {} });
}

/** What she was told is over. */
export async function resolveTold(tx: Transaction, issueId: string, kind?: ToldOfIssue): Promise<void> {
	await resolveNotifications(tx, { issueId, ...(kind ? { kind } : {}) });
}
