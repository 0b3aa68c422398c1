import type { Transaction } from '#platform/database/database.ts';
import { LETTERS } from '../place-outcomes.ts';

/** So many minutes of an issue are shown, up to its last window. */
const SHOWN_MINUTES = 12;

/** A relay asked for less. */
export interface SlowingOfIssue {
	/** Whose relay. */
	readonly name: string;
	/** Mails a minute from then on. */
	readonly rate: number;
	/** What it said, without addresses. */
	readonly words: string | null;
	readonly at: Date;
}

/** Mails that relays answered within a minute. */
export interface MinuteOfIssue {
	/** Its beginning. */
	readonly at: Date;
	readonly mails: number;
	/** The last word of each relay that asked for less in it. */
	readonly slowings: readonly SlowingOfIssue[];
}

/**
 * The last minutes in which mails of an issue left in windows, the first of them first; a minute in which none left, and in
 * which no relay asked for less, is missing.
 */
export async function minutesOfIssue(tx: Transaction, issueId: string): Promise<MinuteOfIssue[]> {
	const { armed, waitsAgain, elsewhere, leftOut } = LETTERS;
	const left = await tx.sql<{ at: Date; mails: number }>`
		/* newsletter: mails a minute */
		SELECT date_trunc('minute', armed_at) AS at, sum(length(translate(outcomes, ${armed + waitsAgain + elsewhere + leftOut}, '')))::int AS mails
		FROM (SELECT w.armed_at, w.outcomes, max(w.armed_at) OVER () AS newest
			FROM issue_part part JOIN issue_window w ON (w.subscription_id, w.part_id) = (part.subscription_id, part.id)
			WHERE part.subscription_id = ${tx.subscriptionId}::uuid AND part.issue_id = ${issueId}::uuid) told
		WHERE armed_at > date_trunc('minute', newest) - make_interval(mins => ${SHOWN_MINUTES - 1}::int)
		GROUP BY 1 ORDER BY 1`;
	const first = left[0]?.at;
	if (!first) return [];
	const slowed = await tx.sql<SlowingOfIssue & { minute: Date }>`
		/* newsletter: where relays asked for less */
		SELECT DISTINCT ON (minute, part.first_place) date_trunc('minute', slowing.at) AS minute, slowing.at, slowing.rate,
			slowing.words, coalesce(sender.display_name, '') AS name
		FROM issue_part part
		JOIN part_slowing slowing ON (slowing.subscription_id, slowing.part_id) = (part.subscription_id, part.id)
		LEFT JOIN sender ON (sender.subscription_id, sender.id) = (part.subscription_id, part.sender_id)
		WHERE part.subscription_id = ${tx.subscriptionId}::uuid AND part.issue_id = ${issueId}::uuid AND slowing.at >= ${first}::timestamptz
		ORDER BY minute, part.first_place, slowing.at DESC`;
	const minutes = new Map(
		left.map(({ at, mails }) => [at.getTime(), { at, mails, slowings: [] as SlowingOfIssue[] }]),
	);
	for (const { minute, ...slowing } of slowed) {
		const of = minutes.get(minute.getTime()) ?? { at: minute, mails: 0, slowings: [] };
		of.slowings.push(slowing);
		minutes.set(minute.getTime(), of);
	}
	return [...minutes.values()].toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

/** Mails a minute are measured over so many milliseconds. */
const MEASURED_OVER = 60_000;
/** What left within less than this says nothing about the rest, in milliseconds. */
const SAYS_NOTHING = 3_000;

/** How many mails a minute each part that leaves in windows hands over at present, by part; a part that says nothing yet is missing. */
export async function ratesOfParts(tx: Transaction, issueId: string): Promise<ReadonlyMap<string, number>> {
	const { armed, waitsAgain, elsewhere, leftOut } = LETTERS;
	const since = new Date(tx.at.getTime() - MEASURED_OVER);
	const rows = await tx.sql<{ partId: string; mails: number; first: Date }>`
		/* newsletter: how fast the parts of an issue leave */
		SELECT part.id::text AS "partId", min(w.armed_at) AS first,
			sum(length(translate(w.outcomes, ${armed + waitsAgain + elsewhere + leftOut}, '')))::int AS mails
		FROM issue_part part JOIN issue_window w ON (w.subscription_id, w.part_id) = (part.subscription_id, part.id)
		WHERE part.subscription_id = ${tx.subscriptionId}::uuid AND part.issue_id = ${issueId}::uuid
			AND part.state = 'leaving' AND w.armed_at > greatest(${since}::timestamptz, part.since)
		GROUP BY part.id`;
	const told = rows.filter(({ first }) => tx.at.getTime() - first.getTime() >= SAYS_NOTHING);
	return new Map(
		told.map(({ partId, mails, first }) => [partId, (mails * 60_000) / (tx.at.getTime() - first.getTime())]),
	);
}
