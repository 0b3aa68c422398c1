import { Prisma, type EngagementState } from '#prisma/generated/client/client.ts';
import { heldColumns, heldJoins, type HeldRow } from '#domain/gates/held-sends.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Delay } from '#domain/pace/calendar.ts';
import type { SenderPace } from '#domain/pace/planner.ts';

/** A run with everything around it that its gates look at, as one query reads it. */
export interface RunFacts extends HeldRow, Omit<SenderPace, 'zone'> {
	readonly id: string;
	readonly contactId: string;
	readonly companyId: string;
	readonly sequenceId: string;
	readonly versionId: string;
	readonly mailboxId: string;
	/** The mailbox's own sender: who the steps leave from. */
	readonly senderId: string;
	readonly responsibleUserId: string;
	readonly position: number;
	readonly stepCount: number;
	readonly occurrence: number;
	readonly state: EngagementState;
	readonly reason: string;
	readonly reasonSince: Date;
	readonly startAt: Date;
	readonly timeZone: string;
	readonly dueAt: Date | null;
	readonly plannedAt: Date | null;
	readonly nextLookAt: Date | null;
	readonly lastSentAt: Date | null;
	readonly closingEndsAt: Date | null;
	readonly endedAt: Date | null;
	readonly pausedAt: Date | null;
	readonly pausedById: string | null;
	readonly awaySince: Date | null;
	readonly awayUntil: Date | null;
	readonly awayMessageId: string | null;
	readonly earlyMessageId: string | null;
	readonly earlyContinuedAt: Date | null;
	readonly unreadableMessageId: string | null;
	readonly lateBatchId: string | null;

	readonly windowDays: number[];
	readonly windowFrom: number;
	readonly windowTo: number;
	readonly closingDelayAmount: number;
	readonly closingDelayUnit: Delay['unit'];
	readonly delayAmount: number | null;
	readonly delayUnit: Delay['unit'] | null;
	readonly workingDays: boolean | null;

	readonly contactLeftAt: Date | null;
	readonly addressId: string | null;
	readonly address: string | null;
	readonly addressInvalidAt: Date | null;
	readonly sequencePausedAt: Date | null;
	readonly sequencePausedById: string | null;

	/** The mail of this very step and occurrence, where there is one. */
	readonly sendState: string | null;
	readonly notBefore: Date | null;
	readonly refusals: number | null;
	readonly sendStatus: string | null;
	readonly sendRecipient: string | null;
	/** Its bytes and its recipient are final. */
	readonly sendWasArmed: boolean;
	/** A mail of this run whose fate is not known. */
	readonly openSendId: string | null;
	readonly openSentAt: Date | null;
	readonly openAsked: boolean | null;

	readonly mailboxState: 'configuring' | 'synchronised' | 'lost' | 'error';
	readonly senderZone: string;
	readonly epoch: number | null;
	readonly caughtUpEpoch: number | null;
	readonly provenAt: Date | null;
	readonly lostAt: Date | null;
	readonly unwatchedAt: Date | null;

	readonly latenessHours: number;
	readonly lateBatchSize: number;
	/** Wall clock, for the proof of life only. */
	readonly wallNow: Date;
}

/** Reads one run; undefined where this subscription has none of that id. */
export async function readRunFacts(tx: Transaction, engagementId: string): Promise<RunFacts | undefined> {
	const [facts] = await tx.sql<RunFacts>`
		SELECT e.id::text AS id, e.contact_id::text AS "contactId", e.company_id::text AS "companyId",
			e.sequence_id::text AS "sequenceId", e.version_id::text AS "versionId", e.mailbox_id::text AS "mailboxId",
			e.responsible_user_id::text AS "responsibleUserId", e.position, e.step_count AS "stepCount", e.occurrence,
			e.state::text AS state, e.reason, e.reason_since AS "reasonSince", e.start_at AS "startAt",
			e.time_zone AS "timeZone", e.due_at AS "dueAt", e.planned_at AS "plannedAt", e.next_look_at AS "nextLookAt",
			e.last_sent_at AS "lastSentAt", e.closing_ends_at AS "closingEndsAt", e.ended_at AS "endedAt",
			e.paused_at AS "pausedAt", e.paused_by_id::text AS "pausedById", e.away_since AS "awaySince",
			e.away_until AS "awayUntil", e.away_message_id::text AS "awayMessageId",
			e.early_message_id::text AS "earlyMessageId", e.early_continued_at AS "earlyContinuedAt",
			e.unreadable_message_id::text AS "unreadableMessageId", e.late_batch_id::text AS "lateBatchId",
			v.window_days AS "windowDays", v.window_from AS "windowFrom", v.window_to AS "windowTo",
			v.closing_delay_amount AS "closingDelayAmount", v.closing_delay_unit AS "closingDelayUnit",
			step.delay_amount AS "delayAmount", step.delay_unit AS "delayUnit", step.working_days AS "workingDays",
			c.left_company_at AS "contactLeftAt", a.id::text AS "addressId", a.address,
			a.invalid_at AS "addressInvalidAt", q.paused_at AS "sequencePausedAt",
			q.paused_by_id::text AS "sequencePausedById", own.state::text AS "sendState", own.not_before AS "notBefore",
			own.refusals, own.status AS "sendStatus", own.recipient AS "sendRecipient",
			own.armed_at IS NOT NULL AS "sendWasArmed", open.id::text AS "openSendId", open.sent_at AS "openSentAt",
			open.settled_by = 'asked' AS "openAsked", m.state::text AS "mailboxState", sender.id::text AS "senderId",
			sender.time_zone AS "senderZone", sender.daily_cap AS "dailyCap", sender.ramp_start AS "rampStart",
			sender.ramp_step AS "rampStep", sender.ramp_since::text AS "rampSince",
			sender.gap_min_seconds AS "gapMinSeconds", sender.gap_max_seconds AS "gapMaxSeconds",
			sender.provider_daily_limit AS "providerDailyLimit", w.epoch,
			w.caught_up_epoch AS "caughtUpEpoch", w.proven_at AS "provenAt", w.lost_at AS "lostAt",
			w.unwatched_at AS "unwatchedAt", s.lateness_hours AS "latenessHours",
			s.late_batch_size AS "lateBatchSize", ${heldColumns}, clock_timestamp() AS "wallNow"
		FROM engagement e
		JOIN sequence_version v ON (v.subscription_id, v.id) = (e.subscription_id, e.version_id)
		JOIN sequence q ON (q.subscription_id, q.id) = (e.subscription_id, e.sequence_id)
		JOIN contact c ON (c.subscription_id, c.id) = (e.subscription_id, e.contact_id)
		JOIN mailbox m ON (m.subscription_id, m.id) = (e.subscription_id, e.mailbox_id)
		JOIN sender ON (sender.subscription_id, sender.mailbox_id) = (m.subscription_id, m.id)
		JOIN subscription s ON s.id = e.subscription_id
		LEFT JOIN mailbox_watch w ON (w.subscription_id, w.mailbox_id) = (m.subscription_id, m.id)
		LEFT JOIN sequence_step step
			ON (step.subscription_id, step.version_id, step.position) = (e.subscription_id, e.version_id, e.position)
		LEFT JOIN contact_address a ON (a.subscription_id, a.contact_id) = (c.subscription_id, c.id) AND a.is_primary
		LEFT JOIN send own ON (own.subscription_id, own.engagement_id, own.position, own.occurrence)
			= (e.subscription_id, e.id, e.position, e.occurrence)
		LEFT JOIN send open ON (open.subscription_id, open.engagement_id) = (e.subscription_id, e.id)
			AND (open.state = 'armed' OR (open.state = 'uncertain' AND open.settled_at IS NULL))
		${heldJoins({
			sequenceId: Prisma.sql`e.sequence_id`,
			domain: Prisma.sql`split_part(a.address, '@', 2)`,
		})}
		WHERE e.subscription_id = ${tx.subscriptionId}::uuid AND e.id = ${engagementId}::uuid
		LIMIT 1`;
	return facts;
}
