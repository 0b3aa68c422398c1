import { connectionSettings, type DeliveryWay } from '#domain/mailboxes/connection-settings.ts';
import type { MailboxConnection } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { SignInWay } from './recognition.ts';

/** By which way the mails of a connection's account are to leave (D-65). @param settings as they are kept. */
export function deliveryOf(settings: unknown): DeliveryWay {
	return connectionSettings.safeParse(settings).data?.delivery ?? 'smtp';
}

/** The same from now on. */
export async function setDelivery(
	tx: Transaction,
	{ id, settings }: Pick<MailboxConnection, 'id' | 'settings'>,
	delivery: DeliveryWay,
): Promise<void> {
	if (settings === null) return;
	await tx.db.mailboxConnection.updateMany({
		where: { id },
		data: { settings: { ...(settings as object), delivery } },
	});
}

/**
 * The way in which a connection begins, or begins anew: a mailbox that sends by Microsoft Graph already goes on doing so where
 * one signs in at Microsoft.
 */
export async function deliveryAtFirst(
	tx: Transaction,
	{ mailboxId, address }: Pick<MailboxConnection, 'mailboxId' | 'address'>,
	way: SignInWay | undefined,
): Promise<DeliveryWay> {
	if (way !== 'microsoft') return 'smtp';
	const sender = await tx.db.sender.findFirst({
		where: { mailbox: mailboxId ? { id: mailboxId } : { address, deletedAt: null } },
		select: { delivery: true },
	});
	return sender?.delivery === 'graph' ? 'graph' : 'smtp';
}
