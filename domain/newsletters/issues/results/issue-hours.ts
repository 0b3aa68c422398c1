import type { HitVerdict } from '#domain/tracking/judge/signs.ts';
import { Prisma } from '#prisma/generated/client/client.ts';
import type { Lane, LaneHour } from './time-lanes.ts';

const firstClicks = (verdict: HitVerdict) =>
	Prisma.sql`quarter AS at, places FROM hit_counts WHERE counted = 'quarter' AND verdict = ${verdict}`;

const FIRST_OF: Readonly<Record<Lane, Prisma.Sql>> = {
	clicks: firstClicks('person'),
	replies: Prisma.sql`replied_at AS at, 1 AS places FROM received`,
	unsubscriptions: Prisma.sql`at, 1 AS places FROM left_list`,
	machines: firstClicks('machine'),
};

/**
 * A row for each hour of a zone in which a recipient did something for the first time, by a list of counted acts
 * (`countedActsOfIssues`); zones begin their hours at a quarter of an hour.
 */
export function hoursOfActs(zone: string): Prisma.Sql {
	const firsts = Object.entries(FIRST_OF).map(
		([lane, first]) => Prisma.sql`SELECT ${lane} AS lane, ${first}`,
	);
	const counts = Object.keys(FIRST_OF).map(
		(lane) => Prisma.sql`coalesce(sum(places) FILTER (WHERE lane = ${lane}), 0)::int AS ${Prisma.raw(lane)}`,
	);
	return Prisma.sql`
		SELECT date_trunc('hour', at, ${zone}) AS at, ${Prisma.join(counts)}
		FROM (${Prisma.join(firsts, ' UNION ALL ')}) told WHERE at IS NOT NULL AND places > 0 GROUP BY 1 ORDER BY 1`;
}

/** As it comes in JSON. */
export type HourRow = Omit<LaneHour, 'at'> & { readonly at: string };

/** Reads such a row. */
export function hourOf(row: HourRow): LaneHour {
	return { ...row, at: new Date(row.at) };
}
