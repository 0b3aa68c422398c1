import type { DispatchPool } from '#platform/database/dispatch-pool.ts';
import { imageLimits } from '#platform/newsletter-limits.ts';

/**
 * Deletes images that no letter shows any more (docs/design/newsletter-content.md#images), `imageLimits.lookedForAtOnce` looked for at
 * most; the next sweep goes on. One that an issue shows stays, whatever became of its newsletter. @returns how many went.
 */
export async function forgetImages(pool: DispatchPool): Promise<number> {
	const { unusedFor, lookedForEvery, lookedForAtOnce } = imageLimits;
	const [answer] = await pool.query<{ gone: number }>(
		`SELECT forget_unused_images(make_interval(secs => $1), make_interval(secs => $2), $3) AS gone`,
		[unusedFor / 1000, lookedForEvery / 1000, lookedForAtOnce],
	);
	return answer!.gone;
}
