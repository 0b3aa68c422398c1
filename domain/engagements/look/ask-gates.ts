import { Prisma } from '#prisma/generated/client/client.ts';
import { notify } from '#domain/notifications/notify.ts';
import { settleChoice } from '#domain/notifications/settle-choice.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import type { Behind } from './behind.ts';
import { followNewAddress } from './follow-new-address.ts';
import type { Decision, Evidence } from '#domain/gates/decision.ts';
import { mayClose, mayLeave } from '#domain/gates/gates.ts';
import { joinLateBatch } from './late-batch.ts';
import { loadSituation } from './load-situation.ts';
import type { Situation } from '#domain/gates/situation.ts';
import { NEEDS_CHOICE, RUN_REASONS, type RunReason } from '#domain/gates/reasons.ts';
import { freeSlot, reserveSlot, slotToPut } from './reserve-slot.ts';
import { readRunFacts, type RunFacts } from './run-facts.ts';
import { sendIdOf } from './send-id.ts';

/** What the gates say of a run now. */
export type Asked =
	| { readonly kind: 'ended' }
	/** Asked of a look: a mail of the run is armed or its fate unknown. */
	| { readonly kind: 'open' }
	/** Asked of a look: the run knows more than its row, so the database came back from a backup. */
	| ({ readonly kind: 'behind' } & Behind)
	| { readonly kind: 'wait'; readonly reason: RunReason; readonly until: Date | null }
	| {
			readonly kind: 'go';
			readonly sendId: string;
			readonly position: number;
			readonly occurrence: number;
			readonly isFirstContact: boolean;
			/** Whose step it is, and from where it leaves. */
			readonly run: Pick<
				RunFacts,
				'contactId' | 'companyId' | 'versionId' | 'mailboxId' | 'responsibleUserId'
			>;
	  };

/** A wait that a poke ends is looked at again all the same, should the poke be lost: milliseconds of domain time. */
const LOOK_ANYWAY = 5 * 60_000;

/** Such waits, by what is poked: the watcher of the mailbox. */
const POKED_BY_WATCHER: readonly RunReason[] = ['inbox-first', 'mailbox-unwatched'];

/**
 * Asks all gates of a run, stores the evaluation whole and moves the row by it. The engagement is locked.
 *
 * As a `look` the mailbox is locked too: a step that may leave holds a slot at this instant, one that the mailbox's pace
 * holds back gets its slot, and the closing verdict is spoken. As a `note` (a service that changed a fact) the row tells
 * the truth at once, and what is due is left to the look that follows.
 *
 * @param busyUntil Of a look: the host has no place for the step, which nothing but that may hold back until then.
 */
export async function askGates(
	tx: Transaction,
	engagementId: string,
	as: 'look' | 'note',
	busyUntil?: Date,
): Promise<Asked> {
	const found = await readRunFacts(tx, engagementId);
	if (!found || found.endedAt) return { kind: 'ended' };
	const joined = as === 'look' && (await joinLateBatch(tx, found));
	const anew = as === 'look' && (await followNewAddress(tx, found));
	const facts = joined || anew ? (await readRunFacts(tx, engagementId))! : found;
	const situation = { ...(await loadSituation(tx, facts)), busyUntil };
	const decision = situation.phase === 'closing' ? mayClose(situation, tx.at) : mayLeave(situation, tx.at);
	if (decision.kind === 'stop') {
		await storeLook(tx, facts, decision, decision.reason, null);
		await endEngagement(tx, facts.id, {
			reason: decision.reason,
			details: decision.details,
			byLook: as === 'look',
		});
		return { kind: 'ended' };
	}
	if (decision.kind === 'not-before' && !(as === 'note' && decision.placement)) {
		if (as === 'look' && decision.placement) await reserveSlot(tx, facts, situation, decision.placement);
		// A slot that came keeps its right while its step waits for the host.
		else if (situation.phase === 'step' && decision.reason !== 'host-busy')
			await freeSlot(tx, situation.wish.sendId);
		await move(tx, facts, decision, decision.reason, decision.until, as);
		return { kind: 'wait', reason: decision.reason, until: decision.until };
	}
	if (situation.phase === 'closing') {
		if (as === 'note') return leaveToLook(tx, facts, decision, 'closing-delay');
		await storeLook(tx, facts, decision, 'ended-closing', null);
		await endEngagement(tx, facts.id, { reason: 'ended-closing', byLook: true });
		return { kind: 'ended' };
	}
	const reason = facts.position === 1 && facts.lastSentAt === null ? 'before-start' : 'step-delay';
	if (as === 'note') return leaveToLook(tx, facts, decision, reason);
	await move(tx, facts, decision, 'step-delay', tx.at, as, situation.wish);
	const { position, occurrence } = facts;
	return {
		kind: 'go',
		sendId: sendIdOf(facts.id, position, occurrence),
		position,
		occurrence,
		isFirstContact: situation.wish.isFirstContact,
		run: facts,
	};
}

/** Nothing but the mailbox's pace is against it: the look that follows reserves or leaves. */
async function leaveToLook(
	tx: Transaction,
	facts: RunFacts,
	decision: Decision,
	reason: RunReason,
): Promise<Asked> {
	await move(tx, facts, decision, reason, tx.at, 'note');
	return { kind: 'wait', reason, until: tx.at };
}

async function move(
	tx: Transaction,
	facts: RunFacts,
	decision: Decision,
	reason: RunReason,
	until: Date | null,
	as: 'look' | 'note',
	leaving?: Situation['wish'],
): Promise<void> {
	const state = RUN_REASONS[reason];
	const details = stepDetails(facts, reason, decision.kind === 'not-before' ? decision.details : {});
	const anyway = POKED_BY_WATCHER.includes(reason) ? new Date(tx.at.getTime() + LOOK_ANYWAY) : null;
	const since = facts.reason === reason ? facts.reasonSince : sinceOf(tx, facts, reason);
	await tx.sql`
		WITH look AS (${newLook(tx, facts, decision, reason, until)})
			${leaving ? Prisma.sql`, slot AS (${slotOf(tx, facts, leaving)})` : Prisma.empty}
		UPDATE engagement SET state = ${state}::engagement_state, reason = ${reason}, reason_since = ${since},
			reason_until = ${until}, reason_details = ${JSON.stringify(details)}::jsonb,
			planned_at = coalesce(${facts.position <= facts.stepCount ? until : null}, planned_at),
			next_look_at = ${until ?? anyway},
			last_look_at = coalesce(${as === 'look' ? tx.at : null}, last_look_at),
			away_asked_at = coalesce(${reason === 'contact-away-choice' ? tx.at : null}, away_asked_at)
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${facts.id}::uuid`;
	await tellChange(tx, facts, state, reason);
}

/** The slot of a step that leaves at this instant. */
function slotOf(tx: Transaction, facts: RunFacts, { sendId, isFirstContact }: Situation['wish']): Prisma.Sql {
	return slotToPut(tx, facts.mailboxId, { sendId, engagementId: facts.id, at: tx.at, isFirstContact });
}

function stepDetails(facts: RunFacts, reason: RunReason, details: Evidence): Evidence {
	if (reason === 'step-delay') return { step: facts.position, steps: facts.stepCount };
	// A sentence names what it needs; a key that is undefined is no fact.
	return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
}

/** Since when a reason holds: the fact behind it may be older than this look. */
function sinceOf(tx: Transaction, facts: RunFacts, reason: RunReason): Date {
	if (reason === 'paused-by-user') return facts.pausedAt ?? tx.at;
	if (reason === 'sequence-paused') return facts.sequencePausedAt ?? tx.at;
	if (reason === 'mailbox-lost') return facts.lostAt ?? tx.at;
	if (reason === 'mailbox-unwatched') return facts.unwatchedAt ?? facts.provenAt ?? tx.at;
	if (reason === 'database-restored') return facts.restoredSince ?? tx.at;
	if (reason === 'sending-halted') return facts.haltSince ?? tx.at;
	if (reason === 'send-uncertain' || reason === 'send-unsettled') return facts.openSentAt ?? tx.at;
	return tx.at;
}

async function tellChange(
	tx: Transaction,
	facts: RunFacts,
	state: (typeof RUN_REASONS)[RunReason],
	reason: RunReason,
): Promise<void> {
	const { id: engagementId, companyId, contactId } = facts;
	const subject = { engagementId, companyId, contactId };
	if (state === 'blocked' && facts.reason !== reason) {
		const event = await recordEvent(tx, { kind: 'engagement-blocked', ...subject, data: { reason } });
		if (NEEDS_CHOICE.has(reason) && !(await isToldOfBatch(tx, facts, reason))) {
			await notify(tx, {
				userId: facts.responsibleUserId,
				kind: 'choice-needed',
				companyId,
				engagementId,
				eventId: event.id,
				data: { contactId, reason },
			});
		}
	}
	if (facts.reason !== reason && NEEDS_CHOICE.has(facts.reason as RunReason)) await settleChoice(tx, facts);
	if (facts.state === 'blocked' && state !== 'blocked') {
		await recordEvent(tx, { kind: 'engagement-unblocked', ...subject, data: { reason: facts.reason } });
	}
}

/** One decision is asked for all late steps together: each sender is told of it once. */
async function isToldOfBatch(tx: Transaction, facts: RunFacts, reason: RunReason): Promise<boolean> {
	if (reason !== 'late-batch' || !facts.lateBatchId) return false;
	const batch = await tx.db.lateBatch.findFirst({ where: { id: facts.lateBatchId } });
	const told = await tx.db.notification.count({
		where: {
			userId: facts.responsibleUserId,
			kind: 'choice-needed',
			createdAt: { gte: batch?.openedAt ?? tx.at },
			data: { path: ['reason'], equals: reason },
		},
	});
	return told > 0;
}

async function storeLook(
	tx: Transaction,
	facts: RunFacts,
	decision: Decision,
	reason: string,
	until: Date | null,
): Promise<void> {
	await tx.sql`${newLook(tx, facts, decision, reason, until)}`;
}

function newLook(
	tx: Transaction,
	facts: RunFacts,
	decision: Decision,
	reason: string,
	until: Date | null,
): Prisma.Sql {
	return Prisma.sql`
		INSERT INTO engagement_look (subscription_id, engagement_id, at, position, gates, reason, until)
		VALUES (${tx.subscriptionId}::uuid, ${facts.id}::uuid, ${tx.at}, ${facts.position},
			${JSON.stringify(decision.gates)}::jsonb, ${reason}, ${until})`;
}
