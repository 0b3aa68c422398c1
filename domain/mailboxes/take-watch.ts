import { isChosenRole, type ChosenRole } from './folder-roles.ts';
import type { Transaction } from '#platform/database/database.ts';

/** How far a folder was read. */
export interface ReadFolder {
	readonly path: string;
	/** Null: never opened. */
	readonly uidValidity: bigint | null;
	readonly lastUid: bigint;
	/** Domain time of the last reading to its end. */
	readonly readAt: Date | null;
}

/** Which folders of a mailbox somebody chose for what they are for; without one the server and its names say so. */
export type ChosenFolders = Partial<Record<ChosenRole, string>>;

/** A mailbox that somebody begins to watch. */
export interface TakenWatch {
	readonly mailboxId: string;
	readonly fence: number;
	readonly address: string;
	readonly timeZone: string;
	/** Domain time at which its account was connected, or connected anew. */
	readonly connectedAt: Date | null;
	readonly folders: readonly ReadFolder[];
	readonly chosen: ChosenFolders;
}

/**
 * Takes a mailbox for a new watcher: fence + 1, so that whatever an earlier one still writes is void.
 *
 * @returns undefined where there is nothing to watch: unknown or deleted.
 */
export function takeWatch(tx: Transaction, mailboxId: string): Promise<TakenWatch | undefined> {
	return readWatch(tx, mailboxId, 1);
}

/**
 * Reads a mailbox beside whoever watches it: what is written under this fence is void once somebody takes it.
 *
 * @returns undefined where it is unknown or deleted.
 */
export function joinWatch(tx: Transaction, mailboxId: string): Promise<TakenWatch | undefined> {
	return readWatch(tx, mailboxId, 0);
}

async function readWatch(
	tx: Transaction,
	mailboxId: string,
	raiseBy: 0 | 1,
): Promise<TakenWatch | undefined> {
	const mailbox = await tx.db.mailbox.findFirst({
		where: { id: mailboxId, deletedAt: null },
		select: { address: true, synchronisedAt: true, sender: { select: { timeZone: true } } },
	});
	if (!mailbox) return undefined;
	await tx.db.mailboxWatch.createMany({
		data: [{ subscriptionId: tx.subscriptionId, mailboxId }],
		skipDuplicates: true,
	});
	const { fence } = await tx.db.mailboxWatch.update({
		where: { subscriptionId_mailboxId: { subscriptionId: tx.subscriptionId, mailboxId } },
		data: { fence: { increment: raiseBy } },
		select: { fence: true },
	});
	const folders = await tx.db.mailboxFolder.findMany({
		where: { mailboxId },
		select: { path: true, uidValidity: true, lastUid: true, readAt: true },
	});
	const chosen = await tx.db.mailboxFolder.findMany({
		where: { mailboxId, roleBy: 'person', role: { not: null } },
		select: { role: true, path: true },
	});
	const { address, synchronisedAt: connectedAt } = mailbox;
	const { timeZone } =
		mailbox.sender ?? (await tx.db.subscription.findFirstOrThrow({ select: { timeZone: true } }));
	return {
		mailboxId,
		fence,
		address,
		timeZone,
		connectedAt,
		folders,
		chosen: Object.fromEntries(
			chosen.flatMap(({ role, path }) => (isChosenRole(role) ? [[role, path]] : [])),
		),
	};
}
