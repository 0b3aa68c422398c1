import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { countsAsReply } from '#domain/engagements/verdicts/counts-as-reply.ts';
import { MAY_HAVE_LEFT } from '#domain/sends/doubtful-attempts.ts';
import { settlePlaceOf } from '#domain/newsletters/issues/closing/settle-place.ts';
import { answerFor, engagementOf } from '#domain/values/about.ts';
import { cardsOfPerson } from '#domain/persons/cards-of-person.ts';
import type { Transaction } from '#platform/database/database.ts';
import { holdPerson, holdRuns } from './hold-runs.ts';
import type { LiveRun } from './lock-live-runs.ts';
import type { Concerned } from './read-concerned.ts';
import { tellWriter } from './tell-writer.ts';
import { effectOfEnds, NO_EFFECT, withEffects, type VerdictEffect } from './verdict-effect.ts';

/** A reply and what it was found to concern. */
export interface Reply {
	readonly message: {
		readonly id: string;
		readonly verdict: string;
		readonly contactId: string | null;
		readonly fromAddress: string | null;
		readonly receivedAt: Date;
		readonly mailboxId: string;
	};
	readonly concerned: Concerned;
	readonly live: readonly LiveRun[];
	readonly causeId: string;
	/** A person said so: no rule doubts it. */
	readonly isSaidByPerson: boolean;
}

/**
 * What a reply does: the run that it answers ends, as a success (5.2-2) or, where a person says that the offer is refused, as
 * a failure (5.7-1), the issue that it answers has its success, where the newsletter counts one; whatever else of that person
 * is live asks for a choice (5.6-7, 5.7-5), and newsletters go on.
 */
export async function applyReply(tx: Transaction, reply: Reply): Promise<VerdictEffect> {
	const { message, concerned, live, causeId, isSaidByPerson } = reply;
	const { about, contactId } = concerned;
	if (!about) return NO_EFFECT;
	const isOfContact =
		isSaidByPerson ||
		(await answerFor(about, {
			engagement: ({ engagementId }) => countsAsReply(tx, message, engagementId),
			message: () => isOfPerson(tx, contactId, message.contactId),
			// Newsletters are passed on: whoever is not known to be the subscriber speaks for herself.
			issue: () => isOfPerson(tx, contactId, message.contactId),
		}));
	const run = live.find(({ id }) => id === engagementOf(about));
	const hasBegun = run !== undefined && (await mayHaveWritten(tx, run));
	const ends = hasBegun && isOfContact;
	const reason = message.verdict === 'negative-reply' ? 'ended-negative-reply' : 'ended-reply';
	const ended = ends
		? await endEngagement(tx, run.id, { reason, messageId: message.id, causeId })
		: undefined;
	if (!ends && (hasBegun || !run)) await tellWriter(tx, concerned, { eventId: causeId, message });
	const settled =
		isOfContact && about.kind === 'issue'
			? await settlePlaceOf(tx, about.sendId, {
					cause: message.verdict === 'negative-reply' ? 'negative-reply' : 'reply',
					...{ causeId, messageId: message.id },
				})
			: undefined;
	const effect = withEffects(effectOfEnds(ends ? [[run.id, ended]] : []), settled);
	if (isOfContact) {
		const { personId } = concerned;
		return { ...effect, waiting: (await holdPerson(tx, message, { personId, live })).waiting };
	}
	// A run that has written nothing cannot be answered: whoever wrote, a person chooses (5.6-7).
	if (!run || hasBegun || !contactId) return effect;
	return { ...effect, waiting: await holdRuns(tx, message, { contactId, live: [run], only: run.id }) };
}

async function isOfPerson(
	tx: Transaction,
	contactId: string | null,
	writerId: string | null,
): Promise<boolean> {
	if (contactId === null || writerId === null) return false;
	return (await cardsOfPerson(tx, contactId)).includes(writerId);
}

async function mayHaveWritten(tx: Transaction, run: LiveRun): Promise<boolean> {
	if (run.lastSentAt !== null) return true;
	const left = await tx.db.send.count({ where: { engagementId: run.id, ...MAY_HAVE_LEFT } });
	return left > 0;
}
