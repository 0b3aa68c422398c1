import type { Actor } from '#domain/values/actor.ts';
import type { AutomationEffect } from '#domain/automations/plan-automations.ts';
import { nameOf } from '#domain/values/person-name.ts';
import type { Transaction } from '#platform/database/database.ts';
import { rehearse } from '#platform/database/rehearse.ts';
import { changeVerdict, type Said } from './change-verdict.ts';
import { proposedDays } from '#domain/doubt/proposed-days.ts';
import type { Retraction } from './retract-verdict.ts';

/** A run that a verdict touches, as it would stand. */
export interface TouchedRun {
	readonly id: string;
	readonly sequence: { readonly id: string; readonly title: string };
	/** The person in whose name it writes. */
	readonly responsible: { readonly id: string; readonly name: string };
	/** RunReason or EndReason, with the state that it puts the run in. */
	readonly reason: string;
	readonly state: string;
	/** Until when it would wait; null: no instant is known, or it ended. */
	readonly until: Date | null;
	/** Mails of it that would not leave any more. */
	readonly cancelled: number;
}

/** Why an address comes off the list is asked with the act; nothing of a rehearsal stays. */
const REHEARSED = '–';

/** What saying that a mail is this would do, nothing of it done (docs/design/interface.md#consequences). */
export interface VerdictPreview extends Retraction {
	readonly messageId: string;
	readonly from: string;
	readonly to: string;
	/** Every run that would end, wait, live again or go on, the one it answers first. */
	readonly runs: readonly TouchedRun[];
	/** Automations of the ends, in order. */
	readonly effects: readonly AutomationEffect[];
	/** Addresses that would be marked invalid. */
	readonly addressesMarked: number;
	/** *Retirer son adresse* is offered then (5.6-8). */
	readonly offersRemoval: boolean;
	/** Of a negative reply: the day that it names for later, `2027-05-29`. */
	readonly proposedOn: string | null;
}

/**
 * Rehearses what `correctMessageVerdict` would do with a reading.
 *
 * @throws {Refusal} as `changeVerdict`.
 */
export async function previewMessageVerdict(
	tx: Transaction,
	actor: Actor,
	said: Said,
): Promise<VerdictPreview> {
	return rehearse(tx, async () => {
		const { message, retraction, effect } = await changeVerdict(tx, actor, { ...said, reason: REHEARSED });
		const { ended, waiting, effects } = effect;
		const touched = [...new Set([...ended, ...waiting, ...retraction.reopened, ...retraction.released])];
		const rows = await tx.db.engagement.findMany({
			where: { id: { in: touched } },
			select: {
				id: true,
				state: true,
				reason: true,
				reasonUntil: true,
				position: true,
				stepCount: true,
				endedAt: true,
				sequence: { select: { id: true, title: true } },
				responsible: { select: { id: true, firstName: true, lastName: true } },
			},
			orderBy: { engagedAt: 'asc' },
		});
		const marked = await tx.db.event.count({
			where: { messageId: said.messageId, kind: 'contact-address-invalid', at: tx.at },
		});
		const isOwn = ({ id }: { id: string }) => Number(id === message.engagementId);
		return {
			...retraction,
			messageId: said.messageId,
			from: message.verdict,
			to: said.verdict,
			runs: rows
				.toSorted((one, other) => isOwn(other) - isOwn(one))
				.map(({ reasonUntil, position, stepCount, endedAt, responsible, ...run }) => ({
					...run,
					responsible: { id: responsible.id, name: nameOf(responsible) },
					until: endedAt ? null : reasonUntil,
					cancelled: endedAt ? Math.max(0, stepCount - position + 1) : 0,
				})),
			effects,
			addressesMarked: said.verdict === 'bounce-hard' ? marked : 0,
			offersRemoval: said.verdict === 'objection',
			proposedOn: said.verdict === 'negative-reply' ? proposedDays(message.evidence).laterOn : null,
		};
	});
}
