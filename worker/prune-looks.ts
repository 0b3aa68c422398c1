import type { DispatchPool } from '#platform/database/dispatch-pool.ts';
import { deliveryLimits } from '#platform/limits.ts';
import { NIL } from './overdue.ts';

/** After which engagement the next batch goes on; in the order of the primary key. */
export interface PrunePlace {
	readonly subscriptionId: string;
	readonly id: string;
}

/** What one batch did. */
export interface Pruned {
	readonly deleted: number;
	/** Undefined: the next batch begins at the first engagement. */
	readonly place: PrunePlace | undefined;
}

/**
 * Deletes the looks that nobody reads any more (docs/design/rows-and-commands.md#looks): a live run keeps its last
 * `deliveryLimits.keptLooks`, an ended one its last. Goes through `page` engagements after `place` and deletes at most
 * `atMost` looks; where there were more it comes to the same engagements again.
 */
export async function pruneLooks(
	pool: DispatchPool,
	place: PrunePlace | undefined,
	{ page, atMost }: { readonly page: number; readonly atMost: number } = {
		page: deliveryLimits.prunedRuns,
		atMost: deliveryLimits.prunedLooks,
	},
): Promise<Pruned> {
	const runs = await pool.query<{ subscription_id: string; id: string; kept: number }>(
		`SELECT subscription_id, id, CASE WHEN ended_at IS NULL THEN $4::int ELSE 1 END AS kept
		FROM engagement WHERE (subscription_id, id) > ($1, $2) ORDER BY subscription_id, id LIMIT $3`,
		[place?.subscriptionId ?? NIL, place?.id ?? NIL, page, deliveryLimits.keptLooks],
	);
	const deleted = await pool.query(
		`WITH surplus AS (
			SELECT look.subscription_id, look.id
			FROM unnest($1::uuid[], $2::uuid[], $3::int[]) AS run (subscription_id, id, kept) CROSS JOIN LATERAL (
				SELECT subscription_id, id FROM engagement_look
				WHERE subscription_id = run.subscription_id AND engagement_id = run.id
				ORDER BY at DESC, id DESC OFFSET run.kept) AS look
			LIMIT $4)
		DELETE FROM engagement_look USING surplus
		WHERE engagement_look.subscription_id = surplus.subscription_id AND engagement_look.id = surplus.id
		RETURNING engagement_look.id`,
		[runs.map((run) => run.subscription_id), runs.map(({ id }) => id), runs.map(({ kept }) => kept), atMost],
	);
	if (deleted.length === atMost) return { deleted: atMost, place };
	const last = runs.length === page ? runs.at(-1) : undefined;
	return { deleted: deleted.length, place: last && { subscriptionId: last.subscription_id, id: last.id } };
}
