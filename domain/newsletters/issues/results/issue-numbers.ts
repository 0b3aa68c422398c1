import { Prisma } from '#prisma/generated/client/client.ts';
import { VERDICTS, type HitVerdict } from '#domain/tracking/judge/signs.ts';
import type { Transaction } from '#platform/database/database.ts';
import { countsOfParts } from '../issue-counts.ts';
import { LETTERS } from '../place-outcomes.ts';
import { hitCounts } from './hit-counts.ts';
import { factsOfPlaces, hitsOfPlaces } from './place-facts.ts';
import { FATES, type Fate, type HitMeasure, type Measure } from './result-numbers.ts';

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
export const COUNTED: Readonly<Record<Exclude<Measure, HitMeasure>, Prisma.Sql>> = {
	replies: Prisma.sql`replied_at IS NOT NULL`,
	successes: Prisma.sql`succeeded_at IS NOT NULL`,
	unsubscriptions: Prisma.sql`unsubscribed_at IS NOT NULL`,
	complaints: Prisma.sql`complained_at IS NOT NULL`,
	refusals: Prisma.sql`settled = 'rejected' OR bounced_at IS NOT NULL`,
};

const counted = (condition: Prisma.Sql, name: string) =>
	Prisma.sql`count(*) FILTER (WHERE ${condition})::int AS ${Prisma.raw(`"${name}"`)}`;

/**
 * Goes on a list of acts (`actsOfIssues`) with `hit_counts` and `numbers`, a row for each issue that has recipients: totals as
 * `issueCounts` counts them, who has hits as `hit_counts` says, and beside them what is counted among the facts of those alone to
 * whom something else happened (`facts`). `numbersOf` reads it.
 */
export function numbersOfActs(tx: Transaction): Prisma.Sql {
	const totals = ['recipients', 'accepted', 'rejected', 'uncertain', 'leftOut', 'waiting'].map((name) =>
		Prisma.raw(`sum("${name}")::int AS "${name}"`),
	);
	const isTaken = Prisma.sql`settled = 'accepted'`;
	const columns = [
		...Object.entries(COUNTED).map(([name, condition]) => counted(condition, name)),
		...FATES.map((fate) => counted(Prisma.sql`fate = ${fate}`, `fate-${fate}`)),
		counted(isTaken, 'acted-accepted'),
		counted(Prisma.sql`click_person IS NOT NULL`, 'acted-clicked'),
		counted(Prisma.sql`open_person IS NOT NULL AND click_person IS NULL`, 'acted-opened'),
		counted(Prisma.sql`settled = 'rejected'`, 'acted-rejected'),
		counted(Prisma.sql`${isTaken} AND bounced_at IS NOT NULL`, 'returned'),
		counted(
			Prisma.sql`${isTaken} AND bounced_at IS NOT NULL AND opens = 'identified'`,
			'returned-identified',
		),
		counted(Prisma.sql`${isTaken} AND bounced_at IS NOT NULL AND NOT measures_clicks`, 'returned-unmeasured'),
		counted(
			Prisma.sql`${COUNTED.unsubscriptions} AND (replied_at < unsubscribed_at OR click_person < unsubscribed_at)`,
			'unsubscribedAfterSuccess',
		),
	];
	const places = (counts: string, verdict: HitVerdict, name: string) => Prisma.sql`
		coalesce(sum(places) FILTER (WHERE counted = ${counts} AND verdict = ${verdict}), 0)::int AS ${Prisma.raw(`"${name}"`)}`;
	const seen = [
		...VERDICTS.flatMap((verdict) => [
			places('open', verdict, `opens-${verdict}`),
			places('click', verdict, `clicks-${verdict}`),
		]),
		places('opened-only', 'person', 'openedOnly'),
	];
	const loads = VERDICTS.map((verdict) =>
		counted(Prisma.sql`coalesce(hit.verdict, 'unknown') = ${verdict}`, `loads-${verdict}`),
	);
	const acted = Prisma.sql`SELECT of_issue, of_place FROM acted`;
	return Prisma.sql`
		${hitsOfPlaces(tx, acted)}, ${factsOfPlaces(tx, acted)}, ${hitCounts(tx)}, numbers AS (
			SELECT total.issue_id::text AS "issueId", total.*, identified.accepted AS identified, unmeasured.accepted AS unmeasured,
				acts.*, seen.*, loads.*, (SELECT click_succeeds::int FROM issue WHERE id = total.issue_id) AS "clickSucceeds"
			FROM (SELECT issue_id, ${Prisma.join(totals)} FROM (${countsOfParts(tx, Prisma.sql`ARRAY(SELECT id FROM issue)`)}) part
				GROUP BY issue_id) total
			CROSS JOIN LATERAL (${acceptedAmong(tx, Prisma.sql`place.opens = 'identified'`)}) identified
			CROSS JOIN LATERAL (${acceptedAmong(tx, Prisma.sql`NOT place.measures_clicks`)}) unmeasured
			CROSS JOIN LATERAL (SELECT ${Prisma.join(columns)} FROM facts WHERE facts.issue_id = total.issue_id) acts
			CROSS JOIN LATERAL (SELECT ${Prisma.join(seen)} FROM hit_counts WHERE of_issue = total.issue_id) seen
			CROSS JOIN LATERAL (SELECT ${Prisma.join(loads)} FROM hit WHERE hit.subscription_id = ${tx.subscriptionId}::uuid
				AND hit.issue_id = total.issue_id AND hit.place = 0) loads
		)`;
}

/** How many mails of the issue `total` were taken among places that a partial index holds: it alone is read, window by window, and no window where it holds none. */
function acceptedAmong(tx: Transaction, among: Prisma.Sql): Prisma.Sql {
	return Prisma.sql`
		SELECT (coalesce(sum(found.places), 0) + (
			SELECT count(*) FROM issue_place place
			JOIN issue_part part ON part.subscription_id = place.subscription_id AND part.issue_id = place.issue_id
				AND place.place BETWEEN part.first_place AND part.last_place AND part.mode = 'errands'
			JOIN send ON (send.subscription_id, send.issue_id, send.place) = (place.subscription_id, place.issue_id, place.place)
			WHERE place.subscription_id = ${tx.subscriptionId}::uuid AND place.issue_id = total.issue_id AND ${among}
				AND send.state = 'accepted'))::int AS accepted
		FROM issue_part part
		JOIN issue_window w ON (w.subscription_id, w.part_id) = (part.subscription_id, part.id)
		CROSS JOIN LATERAL (
			SELECT count(*) AS places FROM issue_place place
			WHERE place.subscription_id = part.subscription_id AND place.issue_id = part.issue_id
				AND place.place BETWEEN w.first_place AND w.last_place AND ${among}
				AND substr(w.outcomes, place.place - w.first_place + 1, 1) = ${LETTERS.accepted}) found
		WHERE part.subscription_id = ${tx.subscriptionId}::uuid AND part.issue_id = total.issue_id
			AND EXISTS (SELECT FROM issue_place place WHERE place.subscription_id = ${tx.subscriptionId}::uuid
				AND place.issue_id = total.issue_id AND ${among})`;
}

/** Reads such a row. */
export function numbersOf(row: NumbersRow): IssueNumbers {
	const of = (name: string) => row[name]!;
	const byVerdict = (name: string) =>
		Object.fromEntries(
			VERDICTS.map((verdict) => [verdict, of(`${name}-${verdict}`)]),
		) as unknown as ByVerdict;
	const fates = Object.fromEntries(FATES.map((fate) => [fate, of(`fate-${fate}`)])) as Record<Fate, number>;
	const delivered = of('accepted') - of('returned');
	// Of them nothing is known but a person's hits on a mail that was taken.
	const clicked = of('clicks-person') - of('acted-clicked');
	const opened = of('openedOnly') - of('acted-opened');
	return {
		recipients: of('recipients'),
		fates: {
			...fates,
			...{ clicked: fates.clicked + clicked, opened: fates.opened + opened },
			none: of('accepted') - of('acted-accepted') - clicked - opened + fates.none,
			refused: of('rejected') - of('acted-rejected') + fates.refused,
			...{ uncertain: of('uncertain'), 'left-out': of('leftOut'), waiting: of('waiting') },
		},
		...{ delivered, identified: of('identified') - of('returned-identified') },
		measured: delivered - of('unmeasured') + of('returned-unmeasured'),
		measures: {
			...{ opens: of('opens-person'), clicks: of('clicks-person'), replies: of('replies') },
			successes: of('successes') + of('clickSucceeds') * clicked,
			...{ unsubscriptions: of('unsubscriptions'), complaints: of('complaints') },
			refusals: of('rejected') - of('acted-rejected') + of('refusals'),
		},
		hits: { opens: byVerdict('opens'), clicks: byVerdict('clicks') },
		...{ refusedAtOnce: of('rejected'), unsubscribedAfterSuccess: of('unsubscribedAfterSuccess') },
		loads: byVerdict('loads'),
	};
}
