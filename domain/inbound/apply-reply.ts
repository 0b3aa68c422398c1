import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { countsAsReply } from '#domain/engagements/verdicts/counts-as-reply.ts';
import { MAY_HAVE_LEFT } from '#domain/sends/doubtful-attempts.ts';
import { answerFor, engagementOf } from '#domain/values/about.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { LiveRun } from './lock-live-runs.ts';
import type { Concerned } from './read-concerned.ts';
import { tellWriter } from './tell-writer.ts';
import { effectOfEnds, NO_EFFECT, type VerdictEffect } from './verdict-effect.ts';
import { waitForChoice } from './wait-for-choice.ts';

/** A reply and what it was found to concern. */
export interface Reply {
	readonly message: {
		readonly id: string;
		readonly verdict: string;
		readonly contactId: string | null;
		readonly fromAddress: string | null;
	};
	readonly concerned: Concerned;
	readonly live: readonly LiveRun[];
	readonly causeId: string;
	/** A person said so: no rule doubts it. */
	readonly isSaidByPerson: boolean;
}

/**
 * What a reply does: the run that it answers ends, as a success (5.2-2) or, where a person says that the offer is refused, as
 * a failure (5.7-1); another of that person that has written nothing asks for a choice (5.6-7).
 */
export async function applyReply(tx: Transaction, reply: Reply): Promise<VerdictEffect> {
	const { message, concerned, live, causeId, isSaidByPerson } = reply;
	const { about, contactId } = concerned;
	if (!about) return NO_EFFECT;
	const isOfContact =
		isSaidByPerson ||
		(await answerFor(about, {
			engagement: ({ engagementId }) => countsAsReply(tx, message, engagementId),
			message: async () => contactId !== null && message.contactId === contactId,
		}));
	const run = live.find(({ id }) => id === engagementOf(about));
	const hasBegun = run !== undefined && (await mayHaveWritten(tx, run));
	const ends = hasBegun && isOfContact;
	const reason = message.verdict === 'negative-reply' ? 'ended-negative-reply' : 'ended-reply';
	const ended = ends
		? await endEngagement(tx, run.id, { reason, messageId: message.id, causeId })
		: undefined;
	if (!ends && (hasBegun || !run)) await tellWriter(tx, concerned, { eventId: causeId, message });
	// To a run that has written nothing this is another mail, so it gives no verdict and asks for a choice (5.6-7).
	const early = [];
	for (const other of live) {
		if ((isOfContact || other === run) && !(await mayHaveWritten(tx, other))) early.push(other);
	}
	const waiting = await waitForChoice(tx, early, { earlyMessageId: message.id, earlyContinuedAt: null });
	return { ...effectOfEnds(ends ? [[run.id, ended]] : []), waiting };
}

async function mayHaveWritten(tx: Transaction, run: LiveRun): Promise<boolean> {
	if (run.lastSentAt !== null) return true;
	const left = await tx.db.send.count({ where: { engagementId: run.id, ...MAY_HAVE_LEFT } });
	return left > 0;
}
