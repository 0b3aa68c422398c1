import type { Actor } from '#domain/values/actor.ts';
import { notify } from '#domain/notifications/notify.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { lockOwnMailbox } from '../own-mailbox.ts';
import { tellOwnerOfChange } from '../tell-owner.ts';

/**
 * Begins or ends that deletions in a mailbox are carried over (G-18, R-44). It reaches what is seen there from now on and is
 * deleted afterwards; once it is ended nothing more is erased, and what was noticed so far is forgotten. The responsables are
 * told that it begins, since it takes texts from the history of everybody. Asking again changes nothing.
 *
 * @throws {Refusal} missing; not-allowed.
 */
export async function followDeletions(
	tx: Transaction,
	actor: Actor,
	{ mailboxId, isFollowed }: { mailboxId: string; isFollowed: boolean },
): Promise<{ isChanged: boolean }> {
	const { ownerId } = await lockOwnMailbox(tx, actor, mailboxId);
	const { subscriptionId } = tx;
	const { count } = isFollowed
		? await tx.db.followedDeletions.createMany({
				data: [{ subscriptionId, mailboxId, since: tx.at }],
				skipDuplicates: true,
			})
		: await tx.db.followedDeletions.deleteMany({ where: { mailboxId } });
	if (count === 0) return { isChanged: false };
	const data = { how: isFollowed ? 'on' : 'off' } as const;
	const { id: eventId } = await recordEvent(tx, { kind: 'mailbox-deletions', mailboxId, actor, data });
	await tellOwnerOfChange(tx, actor, { mailboxId, ownerId, eventId });
	if (isFollowed) await tellResponsables(tx, actor, { mailboxId, ownerId, eventId });
	return { isChanged: true };
}

async function tellResponsables(
	tx: Transaction,
	actor: Actor,
	{ mailboxId, ownerId, eventId }: Readonly<{ mailboxId: string; ownerId: string; eventId: string }>,
): Promise<void> {
	const responsables = await tx.db.user.findMany({
		where: { licence: 'responsable', deactivatedAt: null, id: { notIn: [actor.userId, ownerId] } },
		select: { id: true },
		orderBy: { id: 'asc' },
	});
	const data = { byUserId: actor.userId };
	for (const { id: userId } of responsables)
		await notify(tx, { userId, kind: 'deletions-followed', mailboxId, eventId, data });
}

/** Another account: what was seen in the one before says nothing of what is missing in this one. */
export async function followAnew(tx: Transaction, mailboxId: string): Promise<void> {
	await tx.db.mailSight.deleteMany({ where: { mailboxId } });
	const nothing = { triedAt: null, checkedAt: null, heldAt: null };
	await tx.db.followedDeletions.updateMany({ where: { mailboxId }, data: { since: tx.at, ...nothing } });
}
