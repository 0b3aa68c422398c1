import type { NotificationKind } from '#domain/notifications/notification-kinds.ts';
import { notify } from '#domain/notifications/notify.ts';
import { resolveNotifications } from '#domain/notifications/resolve-notifications.ts';
import { writePlatformMail } from '#domain/platform-mails/write-platform-mail.ts';
import { languageCode } from '#domain/values/language-code.ts';
import type { MailboxConnection } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';

/** What of a connection people are told while its page is closed. */
type ConnectionNews = Extract<
	NotificationKind,
	'connection-consented' | 'connection-consent-refused' | 'connection-blocked'
>;

/** Puts news of a connection under the flag of its owner, and of whoever sets it up for her (5.6-3). What was told before is over. */
export async function tellNews(
	tx: Transaction,
	{ id, ownerId, actedById }: Pick<MailboxConnection, 'id' | 'ownerId' | 'actedById'>,
	kind: ConnectionNews,
): Promise<void> {
	await forgetNews(tx, id);
	for (const userId of new Set([ownerId, actedById]))
		await notify(tx, { userId, kind, connectionId: id, data: {} });
}

/** It went on by itself until its mailbox is synchronised. */
export async function tellConnected(
	tx: Transaction,
	{ ownerId, actedById }: Pick<MailboxConnection, 'ownerId' | 'actedById'>,
	mailboxId: string,
): Promise<void> {
	for (const userId of new Set([ownerId, actedById]))
		await notify(tx, { userId, kind: 'mailbox-connected', mailboxId, data: {} });
}

/** Nothing that was told of it holds any more. */
export async function forgetNews(tx: Transaction, connectionId: string): Promise<void> {
	await resolveNotifications(tx, { connectionId });
}

/** Consent arrived: whoever closed the page is brought back by a mail (C1-16). */
export async function mailConsentGiven(tx: Transaction, connectionId: string): Promise<void> {
	const { owner, language } = await tx.db.mailboxConnection.findFirstOrThrow({
		where: { id: connectionId },
		include: { owner: { select: { id: true, email: true } } },
	});
	await writePlatformMail(tx, {
		...{ kind: 'consent-given', connectionId, recipient: owner.email },
		...{ language: languageCode(language), authorId: owner.id },
	});
}

/**
 * The first reading of a mailbox is over (Z-15): its owner gets a mail that says so, once, whoever set it up. One that was
 * connected before this was known is not written about.
 */
export async function confirmFirstReading(tx: Transaction, mailboxId: string): Promise<void> {
	const connection = await tx.db.mailboxConnection.findFirst({
		where: { mailboxId, stage: 'done' },
		orderBy: { endedAt: 'desc' },
		include: { owner: { select: { id: true, email: true } } },
	});
	if (!connection) return;
	const isWritten = await tx.db.platformMail.count({ where: { mailboxId, kind: 'first-reading' } });
	if (isWritten > 0) return;
	const { id: connectionId, owner, language } = connection;
	await writePlatformMail(tx, {
		...{ kind: 'first-reading', connectionId, mailboxId, recipient: owner.email },
		...{ language: languageCode(language), authorId: owner.id },
	});
}
