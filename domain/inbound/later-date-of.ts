import { laterDateIn } from '#mail/inbound/later-date.ts';
import type { Transaction } from '#platform/database/database.ts';

/**
 * The day that a received mail names for later (« dans six mois »), in its mailbox's calendar; null where it names none, or
 * where that day has come.
 */
export async function laterDateOf(
	tx: Transaction,
	message: {
		readonly mailboxId: string;
		readonly visibleText: string | null;
		readonly receivedAt: Date;
	},
): Promise<string | null> {
	if (!message.visibleText) return null;
	const sender = await tx.db.sender.findFirst({
		where: { mailboxId: message.mailboxId },
		select: { timeZone: true },
	});
	const zone = sender?.timeZone ?? 'Europe/Paris';
	return laterDateIn(message.visibleText, message.receivedAt, zone)?.day ?? null;
}
