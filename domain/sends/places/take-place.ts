import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { placeLimits } from '#platform/limits.ts';
import type { PlaceWish } from './place-at-host.ts';

/**
 * - `number`: the place that was taken.
 * - `againAt`: none is free; the run is written down as one that waits. Domain time at which it looks again by itself.
 */
export type PlaceAnswer = { readonly number: number } | { readonly againAt: Date };

/**
 * Takes a place at a host, or writes the run down as waiting for one (docs/design/sending.md#places). Asked before anything
 * is locked. It waits for nobody: a place that another transaction is about to take is passed over. Once this transaction is
 * rolled back, nothing was taken.
 */
export async function takePlace(tx: Transaction, wish: PlaceWish): Promise<PlaceAnswer> {
	const taken =
		wish.hasRoom &&
		((await takeFree(tx, wish)) ?? ((await makePlaces(tx, wish)) && (await takeFree(tx, wish))));
	if (!taken) return { againAt: await wait(tx, wish) };
	if (taken.waited) await waitNoMore(tx, wish);
	return { number: taken.number };
}

interface Taken {
	readonly number: number;
	/** The run stands in the line. */
	readonly waited: boolean;
}

/** The place that was kept for the run, or any that is free. */
async function takeFree(tx: Transaction, wish: PlaceWish): Promise<Taken | undefined> {
	const { placeKey, places, runId, holder, lease } = wish;
	const [taken] = await tx.sql<Taken>`
		/* place: take */
		UPDATE host_place place SET holder = ${holder}::uuid, kept_for = NULL, lease_until = ${fromNow(lease)}
		FROM (
			SELECT number FROM host_place
			WHERE place_key = ${placeKey}::bytea AND number <= ${places}::int
				AND (lease_until <= clock_timestamp() OR kept_for = ${runId}::uuid)
			ORDER BY kept_for IS DISTINCT FROM ${runId}::uuid, number LIMIT 1 FOR UPDATE SKIP LOCKED
		) free
		WHERE place.place_key = ${placeKey}::bytea AND place.number = free.number
		RETURNING place.number, EXISTS (SELECT FROM host_wait
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND target_id = ${runId}::uuid) AS waited`;
	return taken;
}

/** The places of a tenant that nobody asked for before, or whose limit rose. @returns whether there are more now. */
async function makePlaces(tx: Transaction, { hostKey, placeKey, places }: PlaceWish): Promise<boolean> {
	const made = await tx.sql`
		INSERT INTO host_place (place_key, number, host_key, lease_until)
		SELECT ${placeKey}::bytea, number, ${hostKey}::bytea, clock_timestamp()
		FROM generate_series(1, ${places}::int) AS number
		ON CONFLICT DO NOTHING RETURNING number`;
	return made.length > 0;
}

/** Puts the run into the line; one that stands there keeps its turn, unless it changed its host or was gone. */
async function wait(tx: Transaction, wish: PlaceWish): Promise<Date> {
	const { hostKey, placeKey, places, runKind, runId } = wish;
	const standsThere = Prisma.sql`line.place_key = EXCLUDED.place_key AND line.gone_at > clock_timestamp()`;
	const [row] = await tx.sql<{ againAt: Date }>`
		INSERT INTO host_wait AS line (subscription_id, target_id, workflow, host_key, place_key, places, since, again_at,
			gone_at)
		VALUES (${tx.subscriptionId}::uuid, ${runId}::uuid, ${runKind}, ${hostKey}::bytea, ${placeKey}::bytea,
			${places}::int, clock_timestamp(), ${againAfter(tx, Prisma.sql`interval '0'`)}, ${fromNow(placeLimits.goneAfter)})
		ON CONFLICT (subscription_id, target_id) DO UPDATE SET workflow = EXCLUDED.workflow,
			host_key = EXCLUDED.host_key, place_key = EXCLUDED.place_key, places = EXCLUDED.places,
			since = CASE WHEN ${standsThere} THEN line.since ELSE EXCLUDED.since END,
			again_at = CASE WHEN ${standsThere} THEN ${againAfter(tx, Prisma.sql`clock_timestamp() - line.since`)}
				ELSE EXCLUDED.again_at END,
			gone_at = EXCLUDED.gone_at
		RETURNING again_at AS "againAt"`;
	return row!.againAt;
}

async function waitNoMore(tx: Transaction, { runId }: PlaceWish): Promise<void> {
	await tx.sql`
		DELETE FROM host_wait WHERE subscription_id = ${tx.subscriptionId}::uuid AND target_id = ${runId}::uuid`;
}

/** The next look of a run that waits for `waited`: the later the longer, and at random by a quarter. */
function againAfter(tx: Transaction, waited: Prisma.Sql): Prisma.Sql {
	const { againAtLeast, againAtMost } = placeLimits;
	return Prisma.sql`${tx.at}::timestamptz
		+ least(greatest(${waited}, ${span(againAtLeast)}), ${span(againAtMost)}) * (0.75 + random() / 2)`;
}

/** Wall clock. */
function fromNow(milliseconds: number): Prisma.Sql {
	return Prisma.sql`clock_timestamp() + ${span(milliseconds)}`;
}

function span(milliseconds: number): Prisma.Sql {
	return Prisma.sql`make_interval(secs => ${milliseconds / 1_000}::float)`;
}
