import { Prisma, type EngagementState } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { readJsonRow, type Instants } from '#platform/database/json-row.ts';
import type { Delay, SendingWindow } from '#domain/pace/calendar.ts';
import type { SenderPace } from '#domain/pace/planner.ts';
import { STOP_INSTANTS, stopColumns, stopJoins, type StopFacts } from './stop-facts.ts';

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

	readonly version: { readonly window: SendingWindow; readonly closingDelay: Delay };
	/** Before its step, as it was typed; null where it has none. */
	readonly delay: Delay | null;

	/** The mail of this very step and occurrence, where there is one. */
	readonly send: {
		readonly state: string;
		readonly notBefore: Date | null;
		readonly refusals: number;
		readonly status: string | null;
		readonly recipient: string | null;
		/** Its bytes and its recipient are final. */
		readonly wasArmed: boolean;
	} | null;
	/** A mail of this run whose fate is not known. */
	readonly openSend: {
		readonly id: string;
		readonly sentAt: Date | null;
		/** A person is asked about it. */
		readonly isAsked: boolean;
	} | null;

	readonly senderZone: string;

	readonly latenessHours: number;
	readonly lateBatchSize: number;
}

/** Whose delay and mail are read: of the step a run is at, or of the one after it, for a run that is about to move on. */
export type StepOfRun = 'own' | 'next';

/** Reads one run; undefined where this subscription has none of that id. */
export async function readRunFacts(
	tx: Transaction,
	engagementId: string,
	of: StepOfRun = 'own',
): Promise<RunFacts | undefined> {
	const [row] = await tx.sql<RunFactsRow>`SELECT ${runFactsColumn(tx, engagementId, of)}`;
	return runFactsOf(row!);
}

/** The same in a larger read. */
export interface RunFactsRow {
	/** For `runFactsOf`. */
	readonly facts: unknown;
}

/** The run of such a row; undefined where there is none. */
export function runFactsOf({ facts }: RunFactsRow): RunFacts | undefined {
	return facts ? readJsonRow<RunFacts>(facts, RUN_INSTANTS) : undefined;
}

/** What `runFactsOf` needs, for the list of columns of a SELECT. */
export function runFactsColumn(tx: Transaction, engagementId: string, of: StepOfRun): Prisma.Sql {
	const [position, occurrence] =
		of === 'own'
			? [Prisma.sql`e.position`, Prisma.sql`e.occurrence`]
			: [Prisma.sql`(e.position + 1)`, Prisma.sql`1`];
	return Prisma.sql`
		(SELECT to_json(facts) FROM (
			SELECT ${stopColumns}, e.contact_id AS "contactId", e.company_id AS "companyId", e.sequence_id AS "sequenceId",
				e.version_id AS "versionId", e.responsible_user_id AS "responsibleUserId", e.step_count AS "stepCount",
				e.state, e.reason, e.reason_since AS "reasonSince", e.start_at AS "startAt", e.time_zone AS "timeZone",
				e.due_at AS "dueAt", e.planned_at AS "plannedAt", e.next_look_at AS "nextLookAt",
				e.last_accepted_send_id AS "lastAcceptedSendId", e.closing_ends_at AS "closingEndsAt",
				e.choice_reminded_at AS "choiceRemindedAt", e.late_batch_id AS "lateBatchId",
				${versionColumn}, ${delayColumn(position)}, ${sendColumn(position, occurrence)}, ${openSendColumn},
				sender.time_zone AS "senderZone", sender.daily_cap AS "dailyCap", sender.ramp_start AS "rampStart",
				sender.ramp_step AS "rampStep", sender.ramp_since AS "rampSince",
				sender.gap_min_seconds AS "gapMinSeconds", sender.gap_max_seconds AS "gapMaxSeconds",
				sender.provider_daily_limit AS "providerDailyLimit", sender.provider_limit_share AS "providerLimitShare",
				s.lateness_hours AS "latenessHours", s.late_batch_size AS "lateBatchSize"
			FROM engagement e ${stopJoins} JOIN subscription s ON s.id = e.subscription_id
			WHERE e.subscription_id = ${tx.subscriptionId}::uuid AND e.id = ${engagementId}::uuid
		) facts) AS facts`;
}

const RUN_INSTANTS = {
	...STOP_INSTANTS,
	reasonSince: true,
	startAt: true,
	dueAt: true,
	plannedAt: true,
	nextLookAt: true,
	closingEndsAt: true,
	choiceRemindedAt: true,
	notBefore: true,
	sentAt: true,
} as const satisfies Instants<RunFacts>;

const versionColumn = Prisma.sql`
	(SELECT json_build_object(
			'window', json_build_object('days', v.window_days, 'from', v.window_from, 'to', v.window_to),
			'closingDelay', json_build_object('amount', v.closing_delay_amount, 'unit', v.closing_delay_unit,
				'workingDays', false))
		FROM sequence_version v WHERE (v.subscription_id, v.id) = (e.subscription_id, e.version_id)) AS version`;

function delayColumn(position: Prisma.Sql): Prisma.Sql {
	return Prisma.sql`
		(SELECT json_build_object('amount', step.delay_amount, 'unit', step.delay_unit, 'workingDays', step.working_days)
			FROM sequence_step step
			WHERE (step.subscription_id, step.version_id, step.position) = (e.subscription_id, e.version_id, ${position})
				AND step.position <= e.step_count) AS delay`;
}

function sendColumn(position: Prisma.Sql, occurrence: Prisma.Sql): Prisma.Sql {
	return Prisma.sql`
		(SELECT json_build_object('state', own.state, 'notBefore', own.not_before, 'refusals', own.refusals,
				'status', own.status, 'recipient', own.recipient, 'wasArmed', own.armed_at IS NOT NULL)
			FROM send own WHERE (own.subscription_id, own.engagement_id, own.position, own.occurrence)
				= (e.subscription_id, e.id, ${position}, ${occurrence})) AS send`;
}

const openSendColumn = Prisma.sql`
	(SELECT json_build_object('id', open.id, 'sentAt', open.sent_at, 'isAsked', coalesce(open.settled_by = 'asked', false))
		FROM send open WHERE (open.subscription_id, open.engagement_id) = (e.subscription_id, e.id)
			AND (open.state = 'armed' OR open.state = 'uncertain' AND open.settled_at IS NULL) LIMIT 1) AS "openSend"`;
