import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { nextOf, type NextMoment } from '#domain/engagements/look/next-moment.ts';
import { oncePerRequest } from '#domain/commands/once-per-request.ts';
import { beginEngagement, type Beginning } from './begin-engagement.ts';
import type { EngageAnswerRead } from './engage-answers.ts';

/** *Engager*, as the dialog sends it; `onSuccess` that it kept replaces the sequence's (5.6-18). */
export interface EngageInput extends Omit<Beginning, 'causeId'> {
	readonly requestId: string;
}

export interface Engaged {
	readonly engagementId: string;
	readonly next: NextMoment;
}

/**
 * Engages a contact in the newest version of an active sequence, in the name of the person who acts and from her own
 * mailbox (5.6-2). The run exists from this commit on; its workflow starts when Temporal can be reached.
 *
 * @throws {Refusal} missing; the code of the first refusal or unconfirmed question of docs/wording/runs.md
 * (`refused-…`, `confirm-…`).
 */
export async function engageContact(tx: Transaction, actor: Actor, input: EngageInput): Promise<Engaged> {
	const { requestId, contactId, sequenceId, startOn } = input;
	const request = { requestId, kind: 'engage', input: { contactId, sequenceId, startOn } };
	return oncePerRequest(tx, actor, request, async () => {
		const begun = await beginEngagement(tx, actor, input);
		if (begun.kind === 'objected') {
			const { objection } = begun;
			throw new Refusal('conflict', objection.code, detailsOf(objection, tx.at));
		}
		const { engagementId } = begun;
		return { engagementId, next: await nextOf(tx, engagementId) };
	});
}

/** What the sentence names. A refusal holds no address: the person stands for hers, her company for one without a name. */
function detailsOf({ facts }: EngageAnswerRead<string>, at: Date): Record<string, unknown> {
	const who = facts.contact === facts.address ? facts.company : facts.contact;
	return { ...facts, contact: who, address: who, now: at.toISOString() };
}
