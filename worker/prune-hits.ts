import type { DispatchPool } from '#platform/database/dispatch-pool.ts';
import { hitLimits } from '#platform/newsletter-limits.ts';

/**
 * Carries out how long hits are kept (docs/design/tracking.md#retention): after `hitLimits.rawFor` they lose from where and by
 * what they came, after `hitLimits.keptFor` they are deleted. `prunedAtOnce` of each at most; the next sweep goes on.
 */
export async function pruneHits(pool: DispatchPool): Promise<{ emptied: number; deleted: number }> {
	const { rawFor, keptFor, prunedAtOnce } = hitLimits;
	const emptied = await pool.query(
		`WITH old AS (
			SELECT subscription_id, id FROM hit
			WHERE is_raw AND at < domain_now() - make_interval(secs => $1) LIMIT $2)
		UPDATE hit SET network = NULL, user_agent = NULL, purpose = NULL, is_raw = false FROM old
		WHERE (hit.subscription_id, hit.id) = (old.subscription_id, old.id) RETURNING hit.id`,
		[rawFor / 1000, prunedAtOnce],
	);
	const deleted = await pool.query(
		`WITH old AS (
			SELECT subscription_id, id FROM hit WHERE at < domain_now() - make_interval(secs => $1) LIMIT $2)
		DELETE FROM hit USING old
		WHERE (hit.subscription_id, hit.id) = (old.subscription_id, old.id) RETURNING hit.id`,
		[keptFor / 1000, prunedAtOnce],
	);
	return { emptied: emptied.length, deleted: deleted.length };
}
