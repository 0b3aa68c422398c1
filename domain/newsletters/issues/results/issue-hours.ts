import { Prisma } from '#prisma/generated/client/client.ts';
import type { Lane, LaneHour } from './time-lanes.ts';

const FIRST_OF: Readonly<Record<Lane, Prisma.Sql>> = {
	clicks: Prisma.sql`click_person AS at FROM hits`,
	replies: Prisma.sql`replied_at AS at FROM received`,
	unsubscriptions: Prisma.sql`at FROM left_list`,
	machines: Prisma.sql`click_machine AS at FROM hits`,
};

/** A row for each hour of a zone in which a recipient did something for the first time, by a list of acts (`actsOfIssues`). */
export function hoursOfActs(zone: string): Prisma.Sql {
	const firsts = Object.entries(FIRST_OF).map(
		([lane, first]) => Prisma.sql`SELECT ${lane} AS lane, ${first}`,
	);
	const counts = Object.keys(FIRST_OF).map(
		(lane) => Prisma.sql`count(*) FILTER (WHERE lane = ${lane})::int AS ${Prisma.raw(lane)}`,
	);
	return Prisma.sql`
		SELECT date_trunc('hour', at, ${zone}) AS at, ${Prisma.join(counts)}
		FROM (${Prisma.join(firsts, ' UNION ALL ')}) told WHERE at IS NOT NULL GROUP BY 1 ORDER BY 1`;
}

/** As it comes in JSON. */
export type HourRow = Omit<LaneHour, 'at'> & { readonly at: string };

/** Reads such a row. */
export function hourOf(row: HourRow): LaneHour {
	return { ...row, at: new Date(row.at) };
}
