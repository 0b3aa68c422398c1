import { Prisma, type EngagementState } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Delay } from '#domain/pace/calendar.ts';
import type { SenderPace } from '#domain/pace/planner.ts';
import { stopColumns, stopJoins, type StopFacts } from './stop-facts.ts';

/** A run with everything around it that its gates look at, as one query reads it. */
export interface RunFacts extends StopFacts, Omit<SenderPace, 'zone'> {
	readonly contactId: string;
	readonly companyId: string;
	readonly sequenceId: string;
	readonly versionId: string;
	readonly responsibleUserId: string;
	readonly stepCount: number;
	readonly state: EngagementState;
	readonly reason: string;
	readonly reasonSince: Date;
	readonly startAt: Date;
	readonly timeZone: string;
	readonly dueAt: Date | null;
	readonly plannedAt: Date | null;
	readonly nextLookAt: Date | null;
	readonly lastAcceptedSendId: string | null;
	readonly closingEndsAt: Date | null;
	/** Whoever must choose was reminded then. */
	readonly choiceRemindedAt: Date | null;
	readonly lateBatchId: string | null;

	readonly windowDays: number[];
	readonly windowFrom: number;
	readonly windowTo: number;
	readonly closingDelayAmount: number;
	readonly closingDelayUnit: Delay['unit'];
	readonly delayAmount: number | null;
	readonly delayUnit: Delay['unit'] | null;
	readonly workingDays: boolean | null;

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

	readonly senderZone: string;

	readonly latenessHours: number;
	readonly lateBatchSize: number;
}

/**
 * Reads one run; undefined where this subscription has none of that id.
 *
 * @param of `next`: the delay and the mail are those of the step after the one it is at, for a run that is about to move on.
 */
export async function readRunFacts(
	tx: Transaction,
	engagementId: string,
	of: 'own' | 'next' = 'own',
): Promise<RunFacts | undefined> {
	const [position, occurrence] =
		of === 'own'
			? [Prisma.sql`e.position`, Prisma.sql`e.occurrence`]
			: [Prisma.sql`(e.position + 1)`, Prisma.sql`1`];
	const [facts] = await tx.sql<RunFacts>`
		SELECT ${stopColumns}, e.contact_id::text AS "contactId", e.company_id::text AS "companyId",
			e.sequence_id::text AS "sequenceId", e.version_id::text AS "versionId",
			e.responsible_user_id::text AS "responsibleUserId", e.step_count AS "stepCount", e.state::text AS state,
			e.reason, e.reason_since AS "reasonSince", e.start_at AS "startAt", e.time_zone AS "timeZone",
			e.due_at AS "dueAt", e.planned_at AS "plannedAt", e.next_look_at AS "nextLookAt",
			e.last_accepted_send_id::text AS "lastAcceptedSendId",
			e.closing_ends_at AS "closingEndsAt", e.choice_reminded_at AS "choiceRemindedAt", e.late_batch_id::text AS "lateBatchId", v.window_days AS "windowDays",
			v.window_from AS "windowFrom", v.window_to AS "windowTo", v.closing_delay_amount AS "closingDelayAmount",
			v.closing_delay_unit AS "closingDelayUnit", step.delay_amount AS "delayAmount",
			step.delay_unit AS "delayUnit", step.working_days AS "workingDays", own.state::text AS "sendState",
			own.not_before AS "notBefore", own.refusals, own.status AS "sendStatus", own.recipient AS "sendRecipient",
			own.armed_at IS NOT NULL AS "sendWasArmed", open.id::text AS "openSendId", open.sent_at AS "openSentAt",
			open.settled_by = 'asked' AS "openAsked", sender.time_zone AS "senderZone",
			sender.daily_cap AS "dailyCap", sender.ramp_start AS "rampStart", sender.ramp_step AS "rampStep",
			sender.ramp_since::text AS "rampSince", sender.gap_min_seconds AS "gapMinSeconds",
			sender.gap_max_seconds AS "gapMaxSeconds", sender.provider_daily_limit AS "providerDailyLimit",
			s.lateness_hours AS "latenessHours", s.late_batch_size AS "lateBatchSize"
		FROM engagement e
		${stopJoins}
		JOIN sequence_version v ON (v.subscription_id, v.id) = (e.subscription_id, e.version_id)
		JOIN subscription s ON s.id = e.subscription_id
		LEFT JOIN sequence_step step
			ON (step.subscription_id, step.version_id, step.position) = (e.subscription_id, e.version_id, ${position})
			AND step.position <= e.step_count
		LEFT JOIN send own ON (own.subscription_id, own.engagement_id, own.position, own.occurrence)
			= (e.subscription_id, e.id, ${position}, ${occurrence})
		LEFT JOIN send open ON (open.subscription_id, open.engagement_id) = (e.subscription_id, e.id)
			AND (open.state = 'armed' OR (open.state = 'uncertain' AND open.settled_at IS NULL))
		WHERE e.subscription_id = ${tx.subscriptionId}::uuid AND e.id = ${engagementId}::uuid
		LIMIT 1`;
	return facts;
}

/** The delay before its step, as it was typed; null where it has none. */
export function delayOf({ delayAmount, delayUnit, workingDays }: RunFacts): Delay | null {
	if (delayAmount === null || delayUnit === null) return null;
	return { amount: delayAmount, unit: delayUnit, workingDays: workingDays ?? false };
}
