import { Prisma } from '#prisma/generated/client/client.ts';
import { VERDICTS, type HitVerdict } from '#domain/tracking/judge/signs.ts';
import type { Transaction } from '#platform/database/database.ts';
import { FATES, HIT_MEASURES, type Fate, type HitMeasure, type Measure } from './result-numbers.ts';

/** Recipients by whose the hits on their mail were found to be; one may stand under several. */
export type ByVerdict = Readonly<Record<HitVerdict, number>>;

/** The numbers of an issue. Each but `loads` is the length of a list of `listIssuePeople`. */
export interface IssueNumbers {
	readonly recipients: number;
	/** Each once: they sum to `recipients`. */
	readonly fates: Readonly<Record<Fate, number>>;
	/** Taken, and not returned for good: delivered as far as we know. */
	readonly delivered: number;
	/** Of the delivered: those whose opens tell who opened, and those whose clicks are measured. */
	readonly identified: number;
	readonly measured: number;
	readonly measures: Readonly<Record<Measure, number>>;
	readonly hits: Readonly<Record<HitMeasure, ByVerdict>>;
	/** Refused when they were handed over; the other refusals came later. */
	readonly refusedAtOnce: number;
	/** Of those who unsubscribed: who had answered or followed a link. */
	readonly unsubscribedAfterSuccess: number;
	/** Loads of the picture by mails that do not tell whose they are: loads, never people (5.7-11). */
	readonly loads: ByVerdict;
}

/** As PostgreSQL answers them, by issue. */
export type NumbersRow = Readonly<Record<string, number>> & { readonly issueId: string };

/** What each number counts among the facts of a place: its list filters by the same words. */
export const COUNTED: Readonly<
	Record<'recipients' | 'delivered' | Exclude<Measure, HitMeasure>, Prisma.Sql>
> = {
	recipients: Prisma.sql`true`,
	delivered: Prisma.sql`settled = 'accepted' AND bounced_at IS NULL`,
	replies: Prisma.sql`replied_at IS NOT NULL`,
	successes: Prisma.sql`succeeded_at IS NOT NULL`,
	unsubscriptions: Prisma.sql`unsubscribed_at IS NOT NULL`,
	complaints: Prisma.sql`complained_at IS NOT NULL`,
	refusals: Prisma.sql`settled = 'rejected' OR bounced_at IS NOT NULL`,
};

/** The instant of the first hit of a measure by a verdict, among the facts of a place. */
export function hitColumn(measure: HitMeasure, verdict: HitVerdict): Prisma.Sql {
	return Prisma.raw(`${measure === 'opens' ? 'open' : 'click'}_${verdict}`);
}

const counted = (condition: Prisma.Sql, name: string) =>
	Prisma.sql`count(*) FILTER (WHERE ${condition})::int AS ${Prisma.raw(`"${name}"`)}`;

/** A row of numbers for each issue of which `facts` holds recipients (`placeFacts`). */
export function numbersOfFacts(tx: Transaction): Prisma.Sql {
	const columns = [
		...Object.entries(COUNTED).map(([name, condition]) => counted(condition, name)),
		...FATES.map((fate) => counted(Prisma.sql`fate = ${fate}`, `fate-${fate}`)),
		...HIT_MEASURES.flatMap((measure) =>
			VERDICTS.map((verdict) =>
				counted(Prisma.sql`${hitColumn(measure, verdict)} IS NOT NULL`, `${measure}-${verdict}`),
			),
		),
		counted(Prisma.sql`${COUNTED.delivered} AND opens = 'identified'`, 'identified'),
		counted(Prisma.sql`${COUNTED.delivered} AND measures_clicks`, 'measured'),
		counted(Prisma.sql`settled = 'rejected'`, 'refusedAtOnce'),
		counted(
			Prisma.sql`${COUNTED.unsubscriptions} AND (replied_at < unsubscribed_at OR click_person < unsubscribed_at)`,
			'unsubscribedAfterSuccess',
		),
	];
	const loads = VERDICTS.map(
		(verdict) => Prisma.sql`
			(SELECT count(*)::int FROM hit WHERE hit.subscription_id = ${tx.subscriptionId}::uuid
				AND hit.issue_id = counts."issueId"::uuid AND hit.place = 0
				AND coalesce(hit.verdict, 'unknown') = ${verdict}) AS ${Prisma.raw(`"loads-${verdict}"`)}`,
	);
	return Prisma.sql`
		SELECT counts.*, ${Prisma.join(loads)}
		FROM (SELECT issue_id::text AS "issueId", ${Prisma.join(columns)} FROM facts GROUP BY issue_id) counts`;
}

/** Reads such a row. */
export function numbersOf(row: NumbersRow): IssueNumbers {
	const byVerdict = (of: string) =>
		Object.fromEntries(VERDICTS.map((verdict) => [verdict, row[`${of}-${verdict}`]])) as unknown as ByVerdict;
	const of = (name: string) => row[name]!;
	return {
		recipients: of('recipients'),
		fates: Object.fromEntries(
			FATES.map((fate) => [fate, row[`fate-${fate}`]]),
		) as unknown as IssueNumbers['fates'],
		...{ delivered: of('delivered'), identified: of('identified'), measured: of('measured') },
		measures: {
			...{ opens: of('opens-person'), clicks: of('clicks-person'), replies: of('replies') },
			...{ successes: of('successes'), unsubscriptions: of('unsubscriptions') },
			...{ complaints: of('complaints'), refusals: of('refusals') },
		},
		hits: { opens: byVerdict('opens'), clicks: byVerdict('clicks') },
		...{ refusedAtOnce: of('refusedAtOnce'), unsubscribedAfterSuccess: of('unsubscribedAfterSuccess') },
		loads: byVerdict('loads'),
	};
}
