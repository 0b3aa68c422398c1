import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { LETTERS } from '../place-outcomes.ts';
import { COUNTED } from './issue-numbers.ts';
import { HIT_MEASURES, type ChosenNumber, type Fate, type HitMeasure } from './result-numbers.ts';

/** Where a page ended: the instant that its last line goes by, and its place. */
type After = readonly [string, number] | undefined;

/** Lines behind that one, in the order of the lists: the last instant first, then the highest place. */
export function isBehind(after: After, at: Prisma.Sql, place: Prisma.Sql): Prisma.Sql {
	return after
		? Prisma.sql`(${at}, ${place}) < (${after[0]}::timestamptz, ${after[1]}::int)`
		: Prisma.sql`true`;
}

/**
 * The places whose facts tell a page of a number (`of_issue`, `of_place`), among the acts of one issue (`actsOfIssues`): of hits and
 * of how mails were handed over the page alone, of what people did otherwise each to whom something happened. Of hits it tells the
 * instant too (`at`), which is that of the chosen ones alone.
 */
export function placesBehind(
	tx: Transaction,
	{ number, verdict, link }: ChosenNumber,
	{ after, limit }: { readonly after: After; readonly limit: number },
): Prisma.Sql {
	const at = Prisma.sql`coalesce(at, 'epoch')`;
	const page = (places: Prisma.Sql) => Prisma.sql`
		(SELECT of_issue, of_place, at FROM (${places}) told WHERE ${isBehind(after, at, Prisma.sql`of_place`)}
			ORDER BY ${at} DESC, of_place DESC LIMIT ${limit})`;
	if (isHits(number))
		return page(firstHits(tx, { number, verdict, link: number === 'clicks' ? link : undefined }));
	/** Those of whom nothing else is to be told than such a hit of a person, and all the others. */
	const byPerson = (measure: HitMeasure, isIt: Prisma.Sql) => Prisma.sql`
		${page(Prisma.sql`SELECT * FROM (${firstHits(tx, { number: measure, verdict: 'person' })}) one
			WHERE NOT EXISTS (SELECT FROM acted WHERE acted.of_place = one.of_place) AND ${isIt}`)}
		UNION ALL SELECT of_issue, of_place, NULL FROM acted`;
	const hasClicked = Prisma.sql`EXISTS (SELECT FROM hit WHERE hit.subscription_id = ${tx.subscriptionId}::uuid
		AND (hit.issue_id, hit.place, hit.use, hit.verdict) = (one.of_issue, one.of_place, 'click', 'person'))`;
	const { accepted, rejected, uncertain, leftOut, armed, waitsAgain } = LETTERS;
	const without = (letters: readonly string[], others: { count: Prisma.Sql; isOne: Prisma.Sql }) => {
		// As many windows more are read as hold whoever is in the way.
		const most = Prisma.sql`${limit} + ${others.count}`;
		return Prisma.sql`SELECT * FROM (${handedOver(tx, letters, { after, most })}) one WHERE NOT (${others.isOne})`;
	};
	const handed = (letters: readonly string[]) =>
		handedOver(tx, letters, { after, most: Prisma.sql`${limit}` });
	const bounced = Prisma.sql`received other WHERE other.bounced_at IS NOT NULL`;
	const returned = {
		count: Prisma.sql`(SELECT count(*) FROM ${bounced})`,
		isOne: Prisma.sql`EXISTS (SELECT FROM ${bounced} AND other.of_place = one.of_place)`,
	};
	const busy = {
		count: Prisma.sql`(SELECT count(*) FROM acted) + (SELECT coalesce(sum(places), 0) FROM issue_hit_count, issue
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND issue_id = issue.id
				AND (counted = 'opened-only' OR counted = 'click' AND verdict = 'person'))`,
		isOne: Prisma.sql`EXISTS (SELECT FROM acted WHERE acted.of_place = one.of_place)
			OR EXISTS (SELECT FROM hit WHERE hit.subscription_id = ${tx.subscriptionId}::uuid
				AND (hit.issue_id, hit.place, hit.verdict) = (one.of_issue, one.of_place, 'person'))`,
	};
	const leftOutBefore = Prisma.sql`
		SELECT place.issue_id AS of_issue, place.place AS of_place, NULL::timestamptz AS at
		FROM issue JOIN issue_place place ON place.issue_id = issue.id
		WHERE place.subscription_id = ${tx.subscriptionId}::uuid AND place.left_out IS NOT NULL`;
	const whenStopped = (places: Prisma.Sql, isStopped: boolean) => Prisma.sql`
		SELECT told.* FROM (${places}) told JOIN issue ON (issue.state = 'stopped') = ${isStopped}`;
	const idle = Prisma.sql`${handed([waitsAgain])} UNION ALL ${neverHandedOver(tx)}`;
	switch (number) {
		case 'recipients':
			return page(Prisma.sql`${handed([accepted, rejected, uncertain, leftOut])} UNION ALL ${handed([armed])} UNION ALL ${idle}
				UNION ALL ${leftOutBefore}`);
		case 'delivered':
			return page(without([accepted], returned));
		case 'fate-none':
			return page(without([accepted], busy));
		case 'fate-uncertain':
			return page(handed([uncertain]));
		case 'fate-left-out':
			return page(
				Prisma.sql`${handed([leftOut])} UNION ALL ${leftOutBefore} UNION ALL ${whenStopped(idle, true)}`,
			);
		case 'fate-waiting':
			return page(Prisma.sql`${handed([armed])} UNION ALL ${whenStopped(idle, false)}`);
		case 'refusals':
		case 'fate-refused':
			return Prisma.sql`${page(without([rejected], returned))} UNION ALL SELECT of_issue, of_place, NULL FROM ${bounced}`;
		case 'successes':
		case 'fate-clicked':
			return byPerson('clicks', Prisma.sql`true`);
		case 'fate-opened':
			return byPerson('opens', Prisma.sql`NOT ${hasClicked}`);
		default:
			return Prisma.sql`SELECT of_issue, of_place, NULL::timestamptz AS at FROM acted`;
	}
}

/** The first such hit of each place of the issue. */
function firstHits(
	tx: Transaction,
	{ number, verdict, link }: ChosenNumber & { readonly number: HitMeasure },
): Prisma.Sql {
	return Prisma.sql`
		SELECT hit.issue_id AS of_issue, hit.place AS of_place, min(hit.at) AS at
		FROM issue JOIN hit ON hit.subscription_id = ${tx.subscriptionId}::uuid AND hit.issue_id = issue.id
		WHERE hit.place > 0 AND hit.use = ${number === 'opens' ? 'open' : 'click'} AND coalesce(hit.verdict, 'unknown') = ${verdict}
			AND (${link ?? null}::int IS NULL OR hit.link = ${link ?? null}::int)
		GROUP BY hit.issue_id, hit.place`;
}

/**
 * Places of the issue whose mails stand at one of these letters, and when they were handed over: of windows those that hold the
 * first `most` of them behind `after`. What is armed, or waits again, goes by no instant and is asked for alone.
 */
function handedOver(
	tx: Transaction,
	letters: readonly string[],
	{ after, most }: { readonly after: After; readonly most: Prisma.Sql },
): Prisma.Sql {
	const states = letters.map((letter) => SEND_STATES[letter] ?? '');
	const hasInstant = letters.every((letter) => letter !== LETTERS.armed && letter !== LETTERS.waitsAgain);
	const sortedAt = hasInstant ? Prisma.sql`w.armed_at` : Prisma.sql`'epoch'::timestamptz`;
	return Prisma.sql`
		SELECT w.issue_id AS of_issue, w.first_place + one.at::int - 1 AS of_place, ${hasInstant ? Prisma.sql`w.armed_at` : Prisma.sql`NULL::timestamptz`} AS at
		FROM (
			SELECT w.*, sum(held) OVER (ORDER BY sorted_at DESC, first_place DESC ROWS UNBOUNDED PRECEDING) - held AS before FROM (
				SELECT part.issue_id, w.first_place, w.outcomes, w.armed_at, ${sortedAt} AS sorted_at,
					length(w.outcomes) - length(translate(w.outcomes, ${letters.join('')}, '')) AS held
				FROM issue JOIN issue_part part ON part.subscription_id = ${tx.subscriptionId}::uuid AND part.issue_id = issue.id
				JOIN issue_window w ON (w.subscription_id, w.part_id) = (part.subscription_id, part.id)) w
			WHERE held > 0 AND ${isBehind(after, Prisma.sql`sorted_at`, Prisma.sql`first_place`)}) w
		CROSS JOIN LATERAL string_to_table(w.outcomes, NULL) WITH ORDINALITY AS one (letter, at)
		WHERE w.before < ${most} AND one.letter = ANY(${[...letters]})
		UNION ALL
		SELECT send.issue_id, send.place, CASE WHEN send.state <> 'armed' THEN coalesce(send.sent_at, send.armed_at) END
		FROM issue JOIN issue_part part ON part.subscription_id = ${tx.subscriptionId}::uuid AND part.issue_id = issue.id
			AND part.mode = 'errands'
		JOIN send ON send.subscription_id = part.subscription_id AND send.issue_id = part.issue_id
			AND send.place BETWEEN part.first_place AND part.last_place
		WHERE send.state::text = ANY(${states})`;
}

/** A send says the same in words; what a gate left out has none. */
const SEND_STATES: Readonly<Record<string, string>> = {
	[LETTERS.accepted]: 'accepted',
	[LETTERS.rejected]: 'rejected',
	[LETTERS.uncertain]: 'uncertain',
	[LETTERS.armed]: 'armed',
};

/** Places of the issue that were neither left out at the snapshot nor stand in any window or send that says what became of them. */
function neverHandedOver(tx: Transaction): Prisma.Sql {
	const settled = Prisma.sql`('accepted', 'rejected', 'uncertain', 'armed')`;
	const { accepted, rejected, uncertain, leftOut, armed } = LETTERS;
	return Prisma.sql`
		SELECT issue.id AS of_issue, one.place AS of_place, NULL::timestamptz AS at
		FROM issue JOIN issue_part part ON part.subscription_id = ${tx.subscriptionId}::uuid AND part.issue_id = issue.id
		CROSS JOIN LATERAL generate_series(CASE part.mode WHEN 'windows' THEN part.next_place ELSE part.first_place END,
			part.last_place) AS one (place)
		WHERE NOT EXISTS (SELECT FROM issue_place place WHERE place.subscription_id = ${tx.subscriptionId}::uuid
				AND place.issue_id = issue.id AND place.place = one.place AND place.left_out IS NOT NULL)
			AND (part.mode = 'windows' OR NOT EXISTS (SELECT FROM send WHERE send.subscription_id = ${tx.subscriptionId}::uuid
					AND send.issue_id = issue.id AND send.place = one.place AND send.state IN ${settled})
				AND NOT EXISTS (SELECT FROM issue_window w WHERE w.subscription_id = part.subscription_id AND w.part_id = part.id
					AND one.place BETWEEN w.first_place AND w.last_place
					AND substr(w.outcomes, one.place - w.first_place + 1, 1) IN (${accepted}, ${rejected}, ${uncertain}, ${leftOut}, ${armed})))`;
}

/** Whether a number counts hits. */
export const isHits = (number: string): number is HitMeasure => HIT_MEASURES.some((one) => one === number);

/** Which facts a number counts, and the instant that its list goes by. */
export function chosenFacts({ number }: ChosenNumber): {
	readonly holds: Prisma.Sql;
	readonly at: Prisma.Sql;
} {
	if (isHits(number)) {
		return {
			holds: Prisma.sql`true`,
			at: Prisma.sql`(SELECT told.at FROM page told WHERE told.of_place = place)`,
		};
	}
	if (number.startsWith('fate-')) {
		const fate = number.slice('fate-'.length) as Fate;
		return { holds: Prisma.sql`fate = ${fate}`, at: FATE_AT[fate] };
	}
	if (number === 'recipients' || number === 'delivered') return { holds: Prisma.sql`true`, at: HANDED };
	const measure = number as keyof typeof COUNTED;
	return { holds: COUNTED[measure], at: MEASURE_AT[measure] };
}

const HANDED = Prisma.sql`handed_at`;
const REFUSED = Prisma.sql`coalesce(bounced_at, handed_at)`;

const FATE_AT: Readonly<Record<Fate, Prisma.Sql>> = {
	replied: Prisma.sql`replied_at`,
	clicked: Prisma.sql`click_person`,
	opened: Prisma.sql`open_person`,
	none: HANDED,
	unsubscribed: Prisma.sql`unsubscribed_at`,
	refused: REFUSED,
	complained: Prisma.sql`complained_at`,
	uncertain: HANDED,
	'left-out': HANDED,
	waiting: HANDED,
};

const MEASURE_AT: Readonly<Record<keyof typeof COUNTED, Prisma.Sql>> = {
	replies: Prisma.sql`replied_at`,
	successes: Prisma.sql`succeeded_at`,
	unsubscriptions: Prisma.sql`unsubscribed_at`,
	complaints: Prisma.sql`complained_at`,
	refusals: REFUSED,
};
