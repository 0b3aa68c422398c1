import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { LETTERS } from '../place-outcomes.ts';
import { COUNTED, hitColumn } from './issue-numbers.ts';
import { HIT_MEASURES, type ChosenNumber, type Fate, type HitMeasure } from './result-numbers.ts';

/** Where a page ended: the instant that its last line goes by, and its place. */
type After = readonly [string, number] | undefined;

/** Lines behind that one, in the order of the lists: the last instant first, then the highest place. */
export function isBehind(after: After, at: Prisma.Sql, place: Prisma.Sql): Prisma.Sql {
	return after ? Prisma.sql`(${at}, ${place}) < (${after[0]}::timestamptz, ${after[1]}::int)` : Prisma.sql`true`;
}

/**
 * The places whose facts tell a page of a number (`of_issue`, `of_place`), among the acts of one issue (`actsOfIssues`): of hits and
 * of how mails were handed over the page alone, of what people did each to whom something happened.
 */
export function placesBehind(
	tx: Transaction,
	{ number, verdict }: ChosenNumber,
	{ after, limit }: { readonly after: After; readonly limit: number },
): Prisma.Sql {
	const at = Prisma.sql`coalesce(at, 'epoch')`;
	const page = (places: Prisma.Sql) => Prisma.sql`
		(SELECT of_issue, of_place FROM (${places}) told WHERE ${isBehind(after, at, Prisma.sql`of_place`)}
			ORDER BY ${at} DESC, of_place DESC LIMIT ${limit})`;
	if (isHits(number)) {
		const first = hitColumn(number, verdict);
		return page(Prisma.sql`
			SELECT hit_issue AS of_issue, hit_place AS of_place, ${first} AS at FROM hits WHERE ${first} IS NOT NULL`);
	}
	const { accepted, rejected, uncertain, leftOut, armed } = LETTERS;
	const without = (places: Prisma.Sql, others: Prisma.Sql) => Prisma.sql`
		SELECT * FROM (${places}) one WHERE NOT EXISTS (SELECT FROM ${others} AND other.of_place = one.of_place)`;
	switch (number) {
		case 'recipients':
			return page(Prisma.sql`
				SELECT issue.id AS of_issue, one.place AS of_place, handed.at
				FROM issue CROSS JOIN LATERAL generate_series(1, issue.recipients) AS one (place)
				LEFT JOIN (${handedOver(tx, [accepted, rejected, uncertain, leftOut])}) handed ON handed.of_place = one.place`);
		case 'delivered':
			return page(without(handedOver(tx, [accepted]), Prisma.sql`received other WHERE other.bounced_at IS NOT NULL`));
		case 'fate-none':
			return page(without(handedOver(tx, [accepted]), Prisma.sql`acted other WHERE true`));
		case 'fate-uncertain':
			return page(handedOver(tx, [uncertain]));
		case 'fate-left-out':
			return page(Prisma.sql`${handedOver(tx, [leftOut])} UNION ALL
				SELECT place.issue_id, place.place, NULL FROM issue JOIN issue_place place ON place.issue_id = issue.id
				WHERE place.subscription_id = ${tx.subscriptionId}::uuid AND place.left_out IS NOT NULL
				UNION ALL ${unsettled(tx, Prisma.sql`issue.state = 'stopped'`, [armed])}`);
		case 'fate-waiting':
			return page(Prisma.sql`${unsettled(tx, Prisma.sql`issue.state <> 'stopped'`, [])}
				UNION ALL SELECT handed.* FROM (${handedOver(tx, [armed])}) handed JOIN issue ON issue.state = 'stopped'`);
		case 'refusals':
		case 'fate-refused': {
			const returned = Prisma.sql`received other WHERE other.bounced_at IS NOT NULL`;
			return Prisma.sql`${page(without(handedOver(tx, [rejected]), returned))} UNION ALL
				SELECT of_issue, of_place FROM ${returned}`;
		}
		default:
			return Prisma.sql`SELECT of_issue, of_place FROM acted`;
	}
}

/** The places of the issue whose mails stand at one of these letters, and when they were handed over. */
function handedOver(tx: Transaction, letters: readonly string[]): Prisma.Sql {
	const states = letters.map((letter) => SEND_STATES[letter] ?? '');
	return Prisma.sql`
		SELECT part.issue_id AS of_issue, w.first_place + one.at::int - 1 AS of_place,
			CASE WHEN one.letter <> ${LETTERS.armed} THEN w.armed_at END AS at
		FROM issue JOIN issue_part part ON part.subscription_id = ${tx.subscriptionId}::uuid AND part.issue_id = issue.id
		JOIN issue_window w ON (w.subscription_id, w.part_id) = (part.subscription_id, part.id)
		CROSS JOIN LATERAL string_to_table(w.outcomes, NULL) WITH ORDINALITY AS one (letter, at)
		WHERE w.outcomes ~ ${`[${letters.join('')}]`} AND one.letter = ANY(${[...letters]})
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

/** Everybody else of an issue of which `holds` is true: neither handed over nor left out, nor at one of `letters`. */
function unsettled(tx: Transaction, holds: Prisma.Sql, letters: readonly string[]): Prisma.Sql {
	const { accepted, rejected, uncertain, leftOut } = LETTERS;
	return Prisma.sql`
		SELECT issue.id AS of_issue, one.place AS of_place, NULL::timestamptz AS at
		FROM issue CROSS JOIN LATERAL generate_series(1, issue.recipients) AS one (place)
		WHERE ${holds} AND NOT EXISTS (SELECT FROM (${handedOver(tx, [accepted, rejected, uncertain, leftOut, ...letters])}) handed
				WHERE handed.of_place = one.place)
			AND NOT EXISTS (SELECT FROM issue_place place WHERE place.subscription_id = ${tx.subscriptionId}::uuid
				AND place.issue_id = issue.id AND place.place = one.place AND place.left_out IS NOT NULL)`;
}

/** Whether a number counts hits. */
export const isHits = (number: string): number is HitMeasure => HIT_MEASURES.some((one) => one === number);

/** Which facts a number counts, and the instant that its list goes by. */
export function chosenFacts({ number, verdict }: ChosenNumber): {
	readonly holds: Prisma.Sql;
	readonly at: Prisma.Sql;
} {
	if (isHits(number)) {
		const at = hitColumn(number, verdict);
		return { holds: Prisma.sql`${at} IS NOT NULL`, at };
	}
	if (number.startsWith('fate-')) {
		const fate = number.slice('fate-'.length) as Fate;
		return { holds: Prisma.sql`fate = ${fate}`, at: FATE_AT[fate] };
	}
	if (number === 'recipients' || number === 'delivered') return { holds: Prisma.sql`true`, at: HANDED };
	return { holds: COUNTED[number], at: MEASURE_AT[number] };
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

