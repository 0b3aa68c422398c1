import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { placeLimits } from '#platform/limits.ts';
import type { PlaceWish } from './place-at-host.ts';

/**
 * - `number`: the place that was taken.
 * - `againAt`: none is free; the run is written down as one that waits. Domain time at which it looks again by itself.
 */
export type PlaceAnswer = { readonly number: number } | { readonly againAt: Date };

interface Row {
	readonly number: number | null;
	readonly againAt: Date | null;
	readonly known: number;
}

/**
 * Takes a place at a host, or writes the run down as waiting for one (docs/design/sending.md#places). Asked before anything
 * is locked. It waits for nobody: a place that another transaction is about to take is passed over. Once this transaction is
 * rolled back, nothing was taken.
 */
export async function takePlace(tx: Transaction, wish: PlaceWish): Promise<PlaceAnswer> {
	let row = await ask(tx, wish);
	if (row.number === null && wish.hasRoom && row.known < wish.places) {
		await makePlaces(tx, wish);
		row = await ask(tx, wish);
	}
	return row.number === null ? { againAt: row.againAt! } : { number: row.number };
}

async function ask(tx: Transaction, wish: PlaceWish): Promise<Row> {
	const { hostKey, placeKey, places, runKind, runId, holder, hasRoom, lease } = wish;
	const [row] = await tx.sql<Row>`
		/* place: take */
		WITH free AS (
			SELECT number FROM host_place
			WHERE place_key = ${placeKey}::bytea AND number <= ${places}::int AND ${hasRoom}::boolean
				AND (lease_until <= clock_timestamp() OR kept_for = ${runId}::uuid)
			ORDER BY kept_for IS DISTINCT FROM ${runId}::uuid, number LIMIT 1 FOR UPDATE SKIP LOCKED
		), taken AS (
			UPDATE host_place place SET holder = ${holder}::uuid, kept_for = NULL,
				lease_until = clock_timestamp() + make_interval(secs => ${lease / 1_000}::float)
			FROM free WHERE place_key = ${placeKey}::bytea AND place.number = free.number
			RETURNING place.number
		), over AS (
			DELETE FROM host_wait WHERE subscription_id = ${tx.subscriptionId}::uuid AND target_id = ${runId}::uuid
				AND EXISTS (SELECT FROM taken)
		), waits AS (
			INSERT INTO host_wait AS known (subscription_id, target_id, workflow, host_key, place_key, places, since, again_at,
				gone_at)
			SELECT ${tx.subscriptionId}::uuid, ${runId}::uuid, ${runKind}, ${hostKey}::bytea, ${placeKey}::bytea,
				${places}::int, clock_timestamp(), ${after(tx, Prisma.sql`interval '0'`)},
				clock_timestamp() + make_interval(secs => ${placeLimits.goneAfter / 1_000}::float)
			WHERE NOT EXISTS (SELECT FROM taken)
			ON CONFLICT (subscription_id, target_id) DO UPDATE SET workflow = EXCLUDED.workflow,
				host_key = EXCLUDED.host_key, place_key = EXCLUDED.place_key, places = EXCLUDED.places,
				since = CASE WHEN ${STILL_WAITS} THEN known.since ELSE EXCLUDED.since END,
				again_at = CASE WHEN ${STILL_WAITS} THEN ${after(tx, Prisma.sql`clock_timestamp() - known.since`)}
					ELSE EXCLUDED.again_at END,
				gone_at = EXCLUDED.gone_at
			RETURNING again_at
		)
		SELECT (SELECT number FROM taken) AS number, (SELECT again_at FROM waits) AS "againAt",
			(SELECT count(*)::int FROM host_place
				WHERE place_key = ${placeKey}::bytea AND number <= ${places}::int) AS known`;
	return row!;
}

/** It is in the line already; who changed its host or was gone begins anew. */
const STILL_WAITS = Prisma.sql`known.place_key = EXCLUDED.place_key AND known.gone_at > clock_timestamp()`;

/** The next look of a run that waits since `waited`: the later the longer, and at random by a quarter. */
function after(tx: Transaction, waited: Prisma.Sql): Prisma.Sql {
	const { againAtLeast, againAtMost } = placeLimits;
	const seconds = (milliseconds: number) => Prisma.sql`make_interval(secs => ${milliseconds / 1_000}::float)`;
	return Prisma.sql`${tx.at}::timestamptz
		+ least(greatest(${waited}, ${seconds(againAtLeast)}), ${seconds(againAtMost)}) * (0.75 + random() / 2)`;
}

/** The places of a tenant that nobody asked for before, or whose limit rose. */
async function makePlaces(tx: Transaction, { hostKey, placeKey, places }: PlaceWish): Promise<void> {
	await tx.sql`
		INSERT INTO host_place (place_key, number, host_key, lease_until)
		SELECT ${placeKey}::bytea, number, ${hostKey}::bytea, clock_timestamp()
		FROM generate_series(1, ${places}::int) AS number
		ON CONFLICT DO NOTHING`;
}
