import { readOwnMailbox, lockOwnMailbox } from './own-mailbox.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { liftRefusals } from '#domain/refusals/lift-refusals.ts';

/** What goes on where the refusals of a mailbox are lifted. */
export interface LiftPreview {
	/** Live runs that wait for nothing else. */
	readonly runs: number;
	/** Mails that people wrote. */
	readonly mails: number;
}

/** @throws {Refusal} missing; not-allowed. */
export async function previewLift(tx: Transaction, actor: Actor, mailboxId: string): Promise<LiftPreview> {
	const { sender } = await readOwnMailbox(tx, actor, mailboxId);
	return {
		runs: await tx.db.engagement.count({
			where: { mailboxId, endedAt: null, reason: { in: ['mailbox-refused', 'first-contacts-held'] } },
		}),
		mails: await tx.db.send.count({
			where: { senderId: sender.id, kind: { notIn: ['step', 'issue'] }, state: 'ready', status: null },
		}),
	};
}

/**
 * *Rouvrir les envois* of a mailbox that is refused: what waited goes on, its first mail being the proof. A server that
 * refuses again holds it again. Lifting it twice changes nothing.
 *
 * @returns how many live runs look again.
 * @throws {Refusal} missing; not-allowed.
 */
export async function liftByHand(
	tx: Transaction,
	actor: Actor,
	mailboxId: string,
): Promise<{ runs: number }> {
	const { sender } = await lockOwnMailbox(tx, actor, mailboxId);
	return { runs: await liftRefusals(tx, sender.id, {}, { by: 'person', actor }) };
}
