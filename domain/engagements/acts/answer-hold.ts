import type { Actor } from '#domain/values/actor.ts';
import { poke } from '#domain/outbox/poke.ts';
import { runsHeldByReply, type HeldRun } from '#domain/persons/reply-holds.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { askGates } from '#domain/engagements/look/ask-gates.ts';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { lockLiveRun, subjectOf } from '#domain/engagements/end/live-run.ts';
import { nextOf, type NextMoment } from '#domain/engagements/look/next-moment.ts';
import { oncePerRequest } from '#domain/commands/once-per-request.ts';
import type { Engagement } from '#prisma/generated/client/client.ts';

/** What becomes of a run whose person wrote elsewhere, in the order in which it is offered (5.7-5). */
export const HOLD_CHOICES = ['withdraw', 'success', 'failure', 'continue'] as const;

export type HoldChoice = (typeof HOLD_CHOICES)[number];

/** One press. */
export interface HoldAnswer {
	readonly requestId: string;
	readonly engagementId: string;
	readonly choice: HoldChoice;
	/** The mail that was in view; another one that came since asks anew. */
	readonly messageId?: string | undefined;
	/** It answers for all runs of the person that wait like this one. */
	readonly everywhere: boolean;
}

export interface HoldAnswered extends NextMoment {
	/** Runs that it answered for. */
	readonly count: number;
	/** The step of this run that had left our process already; null: none. */
	readonly inFlightStep: number | null;
}

/**
 * *Retirer*, *STOP succès / échec* or *Continuer* for a run that waits because its person wrote elsewhere, or before its
 * first step (5.6-7, 5.7-5); *Continuer* too after a mail that could not be read and that a person looked at in the mailbox.
 *
 * @throws {Refusal} missing; engagement-ended; nothing-to-decide; changed-meanwhile: another mail came since.
 */
export async function answerHold(tx: Transaction, actor: Actor, answer: HoldAnswer): Promise<HoldAnswered> {
	const { requestId, engagementId, choice, everywhere } = answer;
	const request = { requestId, kind: 'answer-hold', engagementId, input: { choice, everywhere } };
	return oncePerRequest(tx, actor, request, async () => {
		const found = await tx.db.engagement.findFirst({
			where: { id: engagementId },
			select: { contactId: true },
		});
		if (!found) throw new Refusal('not-found', 'missing');
		const ids = everywhere ? (await runsHeldByReply(tx, found.contactId)).map(({ id }) => id) : [];
		await tx.lock('engagement', [...new Set([...ids, engagementId])]);
		const own = await lockLiveRun(tx, engagementId);
		// What was answered or heard while this waited for its locks counts.
		const held = await runsHeldByReply(tx, found.contactId);
		const asked = held.find(({ id }) => id === engagementId);
		if (!asked && !own.unreadableMessageId) throw new Refusal('conflict', 'nothing-to-decide');
		if (asked && answer.messageId && asked.messageId !== answer.messageId)
			throw new Refusal('conflict', 'changed-meanwhile');
		const others = everywhere ? held.filter(({ id }) => ids.includes(id) && id !== engagementId) : [];
		const inFlightStep = await answerFor(tx, actor, own, asked, choice);
		for (const other of others) await answerFor(tx, actor, await lockLiveRun(tx, other.id), other, choice);
		return { ...(await nextOf(tx, engagementId)), count: others.length + 1, inFlightStep };
	});
}

async function answerFor(
	tx: Transaction,
	actor: Actor,
	run: Engagement,
	held: HeldRun | undefined,
	choice: HoldChoice,
): Promise<number | null> {
	if (choice !== 'continue') {
		const verdict = choice === 'withdraw' ? undefined : choice;
		const reason = verdict ? 'ended-stopped' : 'ended-withdrawn';
		const ended = await endEngagement(tx, run.id, { reason, verdict, actor });
		return ended?.inFlight?.position ?? null;
	}
	await tx.db.engagement.updateMany({
		where: { id: run.id },
		data: { unreadableMessageId: null, ...(held && { repliesAnsweredUntil: held.openedAt }) },
	});
	await recordEvent(tx, { kind: 'engagement-continued', ...subjectOf(run), actor, data: {} });
	await askGates(tx, run.id, 'note');
	await poke(tx, 'engagement', run.id);
	return null;
}
