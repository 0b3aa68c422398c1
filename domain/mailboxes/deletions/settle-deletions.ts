import type { Actor } from '#domain/values/actor.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { lockOwnMailbox } from '../own-mailbox.ts';
import { eraseGone } from './erase-gone.ts';

/** What becomes of mails that are gone from a mailbox in such a number that a person is asked (G-18). */
export interface DeletionsSettled {
	readonly mailboxId: string;
	/** `keep`: they stay here whatever becomes of them there, but for one that is seen again and deleted after that. */
	readonly decision: 'erase' | 'keep';
	/** What the person saw was proven by then: nothing that was noticed since is erased by her word. */
	readonly seenAt: Date;
}

/**
 * Answers the question about mails that are gone. Where nothing waits for an answer any more it changes nothing.
 *
 * @returns how many were erased, or are kept.
 * @throws {Refusal} missing; not-allowed.
 */
export async function settleDeletions(
	tx: Transaction,
	actor: Actor,
	{ mailboxId, decision, seenAt }: DeletionsSettled,
): Promise<{ count: number }> {
	await lockOwnMailbox(tx, actor, mailboxId);
	// Against a night that is being recorded: it holds the row.
	const { count: held } = await tx.db.followedDeletions.updateMany({
		where: { mailboxId, heldAt: { not: null } },
		// What is proven later is counted anew.
		data: { heldAt: null, settledAt: seenAt < tx.at ? seenAt : tx.at },
	});
	if (held === 0) return { count: 0 };
	if (decision === 'erase') return { count: await eraseGone(tx, mailboxId, { upTo: seenAt, actor }) };
	const { count } = await tx.db.mailSight.updateMany({
		where: { mailboxId, missingSince: { not: null }, message: { goneAt: null } },
		data: { folder: null, uidValidity: null, uid: null, missingSince: null, confirmedAt: null },
	});
	await recordEvent(tx, { kind: 'mailbox-deletions', mailboxId, actor, data: { how: 'kept', count } });
	return { count };
}
