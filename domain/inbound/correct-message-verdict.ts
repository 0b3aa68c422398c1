import type { Actor } from '#domain/values/actor.ts';
import { oncePerRequest } from '#domain/commands/once-per-request.ts';
import type { Transaction } from '#platform/database/database.ts';
import { changeVerdict, type Said } from './change-verdict.ts';
import { proposedDays } from '#domain/doubt/proposed-days.ts';
import { READINGS } from '#domain/doubt/reading.ts';

/** « Ce mail est… »: what a person may say; `doubtful` takes the choice back, so that it is asked again. */
export const CORRECTED_VERDICTS = [...READINGS, 'doubtful'] as const;
export type CorrectedVerdict = (typeof CORRECTED_VERDICTS)[number];

/** « Ce mail est en fait … » */
export interface VerdictCorrection extends Said {
	readonly requestId: string;
}

export interface CorrectedMessage {
	readonly messageId: string;
	/** Runs that live again, runs that ended now, automations that were undone. */
	readonly reopened: number;
	readonly ended: number;
	readonly undone: number;
	/** Of a negative reply: the day that it names for later, proposed for another sequence; null: none. */
	readonly proposedOn: string | null;
}

/**
 * A person says what a received mail really is (5.6-9), or which of its readings a doubtful one has (5.7-1): the effect of the
 * old verdict is taken back, a closed engagement lives again, a held one goes on, automations of a false end are undone as far
 * as they still stand; then the new verdict takes effect. Every user may, as with STOP (5.6-2).
 *
 * @throws {Refusal} as `changeVerdict`.
 */
export async function correctMessageVerdict(
	tx: Transaction,
	actor: Actor,
	{ requestId, messageId, verdict, returnOn, reason }: VerdictCorrection,
): Promise<CorrectedMessage> {
	const request = { requestId, kind: 'correct-message-verdict', input: { messageId, verdict, returnOn } };
	return oncePerRequest(tx, actor, request, async () => {
		const { message, retraction, effect } = await changeVerdict(tx, actor, {
			messageId,
			verdict,
			returnOn,
			reason,
		});
		return {
			messageId,
			reopened: retraction.reopened.length,
			ended: effect.ended.length,
			undone: retraction.undone.length,
			proposedOn: verdict === 'negative-reply' ? proposedDays(message.evidence).laterOn : null,
		};
	});
}
