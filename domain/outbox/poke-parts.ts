import type { Transaction } from '#platform/database/database.ts';
import type { Prisma } from '#prisma/generated/client/client.ts';
import { pokeAll } from './poke.ts';

/** What holds parts of issues changed (a halt, a mailbox, a refusal): those that wait or are blocked look again. */
export async function pokeParts(
	tx: Transaction,
	of: { readonly mailboxId?: string; readonly senderId?: string },
): Promise<void> {
	const { mailboxId, senderId } = of;
	const sender: Prisma.SenderWhereInput = mailboxId
		? { OR: [{ mailboxId }, { replyMailboxId: mailboxId }] }
		: senderId
			? { id: senderId }
			: {};
	const parts = await tx.db.issuePart.findMany({
		where: { state: { not: 'done' }, ...(mailboxId || senderId ? { sender } : {}) },
		select: { id: true },
	});
	await pokeAll(
		tx,
		'part',
		parts.map(({ id }) => id),
	);
}
