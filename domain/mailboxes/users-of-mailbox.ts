import type { Actor } from '#domain/values/actor.ts';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { pokeMailboxRuns } from '#domain/outbox/poke-mailbox-runs.ts';
import { notify } from '#domain/notifications/notify.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { lockOwnMailbox, readOwnMailbox, type OwnMailbox } from './own-mailbox.ts';
import { tellChange } from './tell-owner.ts';

/** Who is to use a shared mailbox, and for what. */
export interface UsersWish {
	readonly mailboxId: string;
	readonly userIds: readonly string[];
	/** 5.6-13: sequences may leave from it; those that run go on where it is taken back. */
	readonly takesSequences: boolean;
	/** Runs of whoever loses it are withdrawn; without it they refuse the change. */
	readonly withdraw: boolean;
}

/** Whoever would lose it, with her runs that write from it. */
export interface LosingUser {
	readonly userId: string;
	readonly live: number;
}

/**
 * What a change would take from whom.
 *
 * @throws {Refusal} missing; not-allowed; mailbox-personal.
 */
export async function previewUsers(
	tx: Transaction,
	actor: Actor,
	{ mailboxId, userIds }: Pick<UsersWish, 'mailboxId' | 'userIds'>,
): Promise<LosingUser[]> {
	const mailbox = await readOwnMailbox(tx, actor, mailboxId);
	assertIsShared(actor, mailbox);
	const losing = (await usersOf(tx, mailboxId)).filter((id) => !userIds.includes(id));
	const runs = await liveRunsOf(tx, mailboxId, losing);
	return losing.map((userId) => ({
		userId,
		live: runs.filter(({ responsibleUserId }) => responsibleUserId === userId).length,
	}));
}

/**
 * Names who uses a shared mailbox (D-25, G-14): they write from it and read what comes to it. Runs of whoever loses it cannot
 * go on in her name: they are withdrawn neutrally (5.2-11), once that was said. Mails that she wrote and that have not left
 * are held, and go on where she is named again.
 *
 * @throws {Refusal} missing (also a user who was deactivated); not-allowed; mailbox-personal; users-missing; users-have-runs
 * with `count`, while `withdraw` is not given.
 */
export async function changeMailboxUsers(
	tx: Transaction,
	actor: Actor,
	{ mailboxId, userIds, takesSequences, withdraw }: UsersWish,
): Promise<{ withdrawn: number }> {
	const mailbox = await lockOwnMailbox(tx, actor, mailboxId);
	assertIsShared(actor, mailbox);
	const before = await usersOf(tx, mailboxId);
	const losing = before.filter((id) => !userIds.includes(id));
	const runs = await liveRunsOf(tx, mailboxId, losing);
	if (runs.length > 0 && !withdraw) throw new Refusal('conflict', 'users-have-runs', { count: runs.length });
	await tx.lock(
		'engagement',
		runs.map(({ id }) => id),
	);
	for (const { id } of runs) await endEngagement(tx, id, { reason: 'ended-withdrawn', actor });
	await giveMailboxTo(tx, mailboxId, { userIds, takesSequences });
	const isOther = mailbox.sender.takesSequences !== takesSequences;
	const gaining = userIds.filter((id) => !before.includes(id));
	const fields = [
		...(losing.length + gaining.length > 0 ? ['users'] : []),
		...(isOther ? ['takesSequences'] : []),
	];
	if (fields.length > 0) await tellChange(tx, actor, mailbox, fields);
	for (const userId of gaining)
		if (userId !== actor.userId && userId !== mailbox.ownerId)
			await notify(tx, { userId, kind: 'mailbox-changed', mailboxId, data: { byUserId: actor.userId } });
	for (const userId of losing) if (userId !== actor.userId) await tellLoser(tx, actor, { mailboxId, userId });
	// What she wrote stops at once, and what was held for want of her name goes on.
	if (losing.length + gaining.length > 0) await pokeMailboxRuns(tx, mailboxId, 'shared');
	return { withdrawn: runs.length };
}

/**
 * Gives a shared mailbox to its users, and to nobody else.
 *
 * @throws {Refusal} users-missing; missing: one of them is nobody here, or was deactivated.
 */
export async function giveMailboxTo(
	tx: Transaction,
	mailboxId: string,
	{ userIds, takesSequences }: Pick<UsersWish, 'userIds' | 'takesSequences'>,
): Promise<void> {
	const ids = await activeUsers(tx, userIds);
	const { subscriptionId, at } = tx;
	await tx.db.mailboxUser.deleteMany({ where: { mailboxId, userId: { notIn: ids } } });
	await tx.db.mailboxUser.createMany({
		data: ids.map((userId) => ({ subscriptionId, mailboxId, userId, since: at })),
		skipDuplicates: true,
	});
	await tx.db.sender.updateMany({ where: { mailboxId }, data: { takesSequences } });
}

/** The same ids, each once. @throws {Refusal} users-missing; missing. */
export async function activeUsers(tx: Transaction, userIds: readonly string[]): Promise<string[]> {
	const ids = [...new Set(userIds)];
	if (ids.length === 0) throw new Refusal('invalid', 'users-missing');
	const known = await tx.db.user.count({ where: { id: { in: ids }, deactivatedAt: null } });
	if (known < ids.length) throw new Refusal('not-found', 'missing');
	return ids;
}

/** She hears of it, and how many mails of hers wait. */
async function tellLoser(
	tx: Transaction,
	actor: Actor,
	{ mailboxId, userId }: { readonly mailboxId: string; readonly userId: string },
): Promise<void> {
	const count = await tx.db.send.count({
		where: { sender: { mailboxId }, authorId: userId, kind: 'personal', state: { in: ['ready', 'claimed'] } },
	});
	await notify(tx, { userId, kind: 'mailbox-unshared', mailboxId, data: { byUserId: actor.userId, count } });
}

function assertIsShared(actor: Actor, { sender }: OwnMailbox): void {
	if (actor.licence !== 'responsable') throw new Refusal('forbidden', 'not-allowed');
	if (sender.kind !== 'shared') throw new Refusal('conflict', 'mailbox-personal');
}

async function usersOf(tx: Transaction, mailboxId: string): Promise<string[]> {
	const users = await tx.db.mailboxUser.findMany({ where: { mailboxId }, select: { userId: true } });
	return users.map(({ userId }) => userId);
}

function liveRunsOf(tx: Transaction, mailboxId: string, userIds: readonly string[]) {
	return tx.db.engagement.findMany({
		where: { mailboxId, responsibleUserId: { in: [...userIds] }, endedAt: null },
		select: { id: true, responsibleUserId: true },
		orderBy: { id: 'asc' },
	});
}
