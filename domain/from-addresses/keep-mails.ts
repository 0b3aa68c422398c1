import { poke } from '#domain/outbox/poke.ts';
import { stopPlatformMail } from '#domain/platform-mails/record-platform-fate.ts';
import type { Transaction } from '#platform/database/database.ts';

/** An address is about to go: its codes leave no more, and count on among those of whoever asked for them. */
export async function keepMailsOf(tx: Transaction, fromAddressId: string): Promise<void> {
	const mails = await tx.db.platformMail.findMany({ where: { fromAddressId }, select: { sendId: true } });
	for (const { sendId } of mails) {
		await stopPlatformMail(tx, sendId, 'no-longer-true');
		await poke(tx, 'message', sendId);
	}
	await tx.db.platformMail.updateMany({ where: { fromAddressId }, data: { fromAddressId: null } });
}
