import type { Transaction } from '#platform/database/database.ts';

/**
 * Whom a mailbox concerns (5.6-13): of a personal one its owner; of a shared one its users, and whoever set it up, who mends
 * it.
 */
export async function peopleOfMailbox(tx: Transaction, mailboxId: string): Promise<string[]> {
	const { ownerId, users } = await read(tx, mailboxId);
	return [...new Set([ownerId, ...users])];
}

/** Whoever reads what comes to it: of a shared one its users alone. */
export async function readersOfMailbox(tx: Transaction, mailboxId: string): Promise<string[]> {
	return (await read(tx, mailboxId)).users;
}

/** The one of them who is asked first: its owner while she reads it, else its user of longest standing. */
export async function firstReaderOf(tx: Transaction, mailboxId: string): Promise<string> {
	const { ownerId, users } = await read(tx, mailboxId);
	return users.includes(ownerId) ? ownerId : (users[0] ?? ownerId);
}

async function read(tx: Transaction, mailboxId: string): Promise<{ ownerId: string; users: string[] }> {
	const { ownerId, users } = await tx.db.mailbox.findFirstOrThrow({
		where: { id: mailboxId },
		select: {
			ownerId: true,
			users: { select: { userId: true }, orderBy: [{ since: 'asc' }, { userId: 'asc' }] },
		},
	});
	return { ownerId, users: users.map(({ userId }) => userId) };
}
