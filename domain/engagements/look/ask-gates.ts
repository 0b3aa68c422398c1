import type { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { deliveryLimits } from '#platform/limits.ts';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import type { Behind } from './behind.ts';
import { followNewAddress } from './follow-new-address.ts';
import type { Decision } from '#domain/gates/decision.ts';
import { takeTry } from '#domain/refusals/take-try.ts';
import { joinLateBatch } from './late-batch.ts';
import { afterStandstill } from './after-standstill.ts';
import { reminderOf } from './remind-of-choice.ts';
import { loadSituation, readSurroundings, surroundingsOf, type Surroundings } from './load-situation.ts';
import type { RunReason } from '#domain/gates/reasons.ts';
import { reserveSlot, slotToFree, slotToPut } from './reserve-slot.ts';
import { readRunFacts, type RunFacts } from './run-facts.ts';
import { storeLook, writeWait, type WaitToWrite, type WrittenWait } from './write-look.ts';

/** What the gates say of a run now. */
export type Asked =
	| { readonly kind: 'ended' }
	/** Asked of a look: a mail of the run is armed or its fate unknown. */
	| { readonly kind: 'open' }
	/** Asked of a look: the run knows more than its row, so the database came back from a backup. */
	| ({ readonly kind: 'behind' } & Behind)
	| ({ readonly kind: 'wait'; readonly until: Date | null } & WrittenWait)
	| {
			readonly kind: 'go';
			readonly sendId: string;
			readonly position: number;
			readonly occurrence: number;
			readonly isFirstContact: boolean;
			/** It was never claimed. */
			readonly isNew: boolean;
			/** Whose step it is, and from where it leaves. */
			readonly run: Pick<
				RunFacts,
				'contactId' | 'companyId' | 'versionId' | 'senderId' | 'responsibleUserId'
			>;
	  };

/**
 * Asks all gates of a run, stores the evaluation whole and moves the row by it. The engagement is locked.
 *
 * As a `look` the mailbox is locked too: a step that may leave holds a slot at this instant, one that the sender's pace
 * holds back gets its slot, and the closing verdict is spoken. As a `note` (a service that changed a fact) the row tells
 * the truth at once, and what is due is left to the look that follows.
 */
export async function askGates(tx: Transaction, engagementId: string, as: 'look' | 'note'): Promise<Asked> {
	const facts = await readRunFacts(tx, engagementId);
	return facts && !facts.endedAt ? askGatesOf(tx, facts, as) : { kind: 'ended' };
}

/** What is known of a run beside its facts. */
export interface KnownAround {
	/** What stands around it, where that was read. */
	readonly around?: Surroundings | undefined;
	/** Of a look: the host has no place for the step, which nothing but that may hold back until then. */
	readonly busyUntil?: Date | undefined;
}

/** The same of a run that was read under its lock and goes on. */
export async function askGatesOf(
	tx: Transaction,
	found: RunFacts,
	as: 'look' | 'note',
	{ around, busyUntil }: KnownAround = {},
): Promise<Asked> {
	const joined = as === 'look' && (await joinLateBatch(tx, found));
	const anew = as === 'look' && (await followNewAddress(tx, found));
	if (!joined && !anew)
		return answerGates(tx, found, await surroundingsOf(tx, found, around), as, { busyUntil });
	const facts = (await readRunFacts(tx, found.id))!;
	return answerGates(tx, facts, await readSurroundings(tx, facts), as, { busyUntil });
}

/**
 * The same as a note of a run that moves on, in one write.
 *
 * @param facts the run as `moved` makes it.
 * @param moved assignments to the columns of its row.
 */
export async function askGatesOfMoved(
	tx: Transaction,
	facts: RunFacts,
	around: Surroundings,
	moved: Prisma.Sql,
): Promise<Asked> {
	return answerGates(tx, facts, around, 'note', { moved });
}

async function answerGates(
	tx: Transaction,
	facts: RunFacts,
	around: Surroundings,
	as: 'look' | 'note',
	{ moved: change, busyUntil }: { readonly moved?: Prisma.Sql; readonly busyUntil?: Date | undefined },
): Promise<Asked> {
	const read = { ...(await loadSituation(tx, facts, around)), busyUntil };
	const { situation, decision, moved } = afterStandstill(facts, read, change, tx.at);
	if (decision.kind === 'stop') {
		await storeLook(tx, facts, decision, decision.reason, moved);
		await endEngagement(tx, facts.id, {
			reason: decision.reason,
			details: decision.details,
			byLook: as === 'look',
		});
		return { kind: 'ended' };
	}
	const { wish } = situation;
	if (decision.kind === 'not-before' && !(as === 'note' && decision.placement)) {
		const { reason, until, placement } = decision;
		if (placement) await reserveSlot(tx, facts, situation, placement);
		// A slot that came keeps its right while its step waits for the host.
		const keepsSlot = placement !== undefined || situation.phase === 'closing' || reason === 'host-busy';
		const slot = keepsSlot ? undefined : slotToFree(tx, wish.sendId);
		const reminder = reminderOf(facts, reason, situation.calendar, tx.at);
		return waitOf(tx, facts, { decision, reason, until, as, slot, moved, reminder });
	}
	if (situation.phase === 'closing') {
		if (as === 'note') return leaveToLook(tx, facts, decision, 'closing-delay', moved);
		await storeLook(tx, facts, decision, 'ended-closing');
		await endEngagement(tx, facts.id, { reason: 'ended-closing', byLook: true });
		return { kind: 'ended' };
	}
	const reason = facts.position === 1 && facts.lastSentAt === null ? 'before-start' : 'step-delay';
	if (as === 'note') return leaveToLook(tx, facts, decision, reason, moved);
	const { sendId, isFirstContact } = wish;
	const slot = slotToPut(tx, facts.senderId, {
		sendId,
		engagementId: facts.id,
		at: tx.at,
		isFirstContact,
	});
	await writeWait(tx, facts, { decision, reason: 'step-delay', until: dueSince(facts, tx.at), as, slot });
	if (situation.refusal) await takeTry(tx, facts.senderId, situation.refusal, sendId);
	const { position, occurrence } = facts;
	const isNew = facts.send === null;
	return { kind: 'go', sendId, position, occurrence, isFirstContact, isNew, run: facts };
}

/**
 * Since when a step that leaves now may leave. One whose row has just said so keeps that instant, so that none of the
 * indexes over it is written; an older one would be taken for overdue.
 */
function dueSince({ reason, nextLookAt }: RunFacts, now: Date): Date {
	const isSaid = reason === 'step-delay' && nextLookAt !== null && nextLookAt <= now;
	const isRecent = isSaid && now.getTime() - nextLookAt.getTime() < deliveryLimits.overdueAfter / 2;
	return isRecent ? nextLookAt : now;
}

/** Nothing but the sender's pace is against it: the look that follows reserves or leaves. */
function leaveToLook(
	tx: Transaction,
	facts: RunFacts,
	decision: Decision,
	reason: RunReason,
	moved: Prisma.Sql | undefined,
): Promise<Asked> {
	return waitOf(tx, facts, { decision, reason, until: tx.at, as: 'note', moved });
}

async function waitOf(tx: Transaction, facts: RunFacts, wait: WaitToWrite): Promise<Asked> {
	return { kind: 'wait', until: wait.until, ...(await writeWait(tx, facts, wait)) };
}
