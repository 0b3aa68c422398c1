import { Prisma } from '#prisma/generated/client/client.ts';
import { settleChoice } from '#domain/notifications/settle-choice.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Decision, Evidence } from '#domain/gates/decision.ts';
import { NEEDS_CHOICE, RUN_REASONS, type RunReason } from '#domain/gates/reasons.ts';
import { askForChoice, type Reminder } from './remind-of-choice.ts';
import type { RunFacts } from './run-facts.ts';

/** A wait that a poke ends is looked at again all the same, should the poke be lost: milliseconds of domain time. */
const LOOK_ANYWAY = 5 * 60_000;

/** Such waits, by what is poked: the watcher of the mailbox. */
const POKED_BY_WATCHER: readonly RunReason[] = ['inbox-first', 'mailbox-unwatched'];

/** What the gates say that a run waits for. */
export interface WaitToWrite {
	readonly decision: Decision;
	readonly reason: RunReason;
	readonly until: Date | null;
	readonly as: 'look' | 'note';
	/** What becomes of the slot of its step, as a statement of its own. */
	readonly slot?: Prisma.Sql | undefined;
	/** When whoever must choose is asked again. */
	readonly reminder?: Reminder | undefined;
	/** Further assignments to the columns of its row. */
	readonly moved?: Prisma.Sql | undefined;
}

/** What the row says then. */
export interface WrittenWait {
	readonly reason: RunReason;
	readonly nextLookAt: Date | null;
}

/** Stores a look, moves the row of its run by it, and tells what changed. */
export async function writeWait(tx: Transaction, facts: RunFacts, wait: WaitToWrite): Promise<WrittenWait> {
	const { decision, reason, until, as, slot, moved, reminder } = wait;
	const reminds = as === 'look' && reminder?.isDue === true;
	const state = RUN_REASONS[reason];
	const details = stepDetails(facts, reason, decision.kind === 'not-before' ? decision.details : {});
	const anyway = POKED_BY_WATCHER.includes(reason) ? new Date(tx.at.getTime() + LOOK_ANYWAY) : null;
	const nextLookAt = until ?? anyway ?? (reminds ? null : (reminder?.at ?? null));
	const since = facts.reason === reason ? facts.reasonSince : sinceOf(tx, facts, reason);
	const isStep = facts.position <= facts.stepCount;
	await tx.sql`
		WITH look AS (${newLook(tx, facts, decision, reason, until)})
			${slot ? Prisma.sql`, slot AS (${slot})` : Prisma.empty}
		UPDATE engagement SET ${moved ? Prisma.sql`${moved},` : Prisma.empty}
			state = ${state}::engagement_state, reason = ${reason}, reason_since = ${since},
			reason_until = ${until}, reason_details = ${JSON.stringify(details)}::jsonb,
			planned_at = ${(isStep ? until : null) ?? facts.plannedAt}, next_look_at = ${nextLookAt},
			last_look_at = coalesce(${as === 'look' ? tx.at : null}, last_look_at),
			away_asked_at = coalesce(${reason === 'contact-away-choice' ? tx.at : null}, away_asked_at),
			choice_reminded_at = coalesce(${reminds ? tx.at : null}, choice_reminded_at)
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${facts.id}::uuid`;
	await tellChange(tx, facts, state, reason);
	if (reminds) await askForChoice(tx, facts, { reason });
	return { reason, nextLookAt };
}

/** Stores the look at a run that ends by it, and what it moved before. */
export async function storeLook(
	tx: Transaction,
	facts: RunFacts,
	decision: Decision,
	reason: string,
	moved?: Prisma.Sql,
): Promise<void> {
	await tx.sql`${newLook(tx, facts, decision, reason, null)}`;
	if (!moved) return;
	await tx.sql`
		UPDATE engagement SET ${moved}, planned_at = ${facts.plannedAt}
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${facts.id}::uuid`;
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
	if (reason === 'verdict-doubtful') return facts.doubt?.since ?? tx.at;
	if (reason === 'sending-halted') return facts.halt?.since ?? tx.at;
	if (reason === 'mailbox-refused' || reason === 'first-contacts-held') return facts.refusal?.since ?? tx.at;
	if (reason === 'send-uncertain' || reason === 'send-unsettled') return facts.openSend?.sentAt ?? tx.at;
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
			await askForChoice(tx, facts, { reason, eventId: event.id });
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
