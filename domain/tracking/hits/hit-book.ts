import type { Database } from '#platform/database/database.ts';
import { hitLimits } from '#platform/newsletter-limits.ts';
import type { NewHit } from './hit.ts';
import { storeHits } from './store-hits.ts';

/** Where hits are written down before they are answered. One a web process. */
export interface HitBook {
	/**
	 * Answers once the hit is durable: where a click leads; undefined for a pixel, and for a link that its mail does not have.
	 *
	 * @throws {HitNotKept} too many wait already, or the database cannot be reached.
	 */
	keep(subscriptionId: string, hit: NewHit): Promise<string | undefined>;
}

/** A hit that was not stored. */
export class HitNotKept extends Error {
	override name = 'HitNotKept';
}

interface Waiting {
	readonly hit: NewHit;
	readonly answer: (target: string | undefined) => void;
	readonly fail: (error: Error) => void;
}

/**
 * One commit for all hits of a subscription that come within `hitLimits.gather`: each waits for it, none of them alone. While
 * one batch commits the next one gathers.
 */
export function openHitBook(database: Database): HitBook {
	const waiting = new Map<string, Waiting[]>();
	let held = 0;

	async function write(subscriptionId: string): Promise<void> {
		await new Promise((resolve) => setTimeout(resolve, hitLimits.gather));
		const all = waiting.get(subscriptionId)!;
		const batch = all.splice(0, hitLimits.batch);
		try {
			const targets = await database.inSubscription(subscriptionId, (tx) =>
				storeHits(
					tx,
					batch.map(({ hit }) => hit),
				),
			);
			batch.forEach(({ answer }, index) => answer(targets[index]));
		} catch (error) {
			const failed = new HitNotKept('a batch of hits was not stored', { cause: error });
			for (const { fail } of batch) fail(failed);
		}
		held -= batch.length;
		if (all.length > 0) void write(subscriptionId);
		else waiting.delete(subscriptionId);
	}

	return {
		keep(subscriptionId, hit) {
			if (held >= hitLimits.waiting) return Promise.reject(new HitNotKept('too many hits wait'));
			return new Promise((answer, fail) => {
				held++;
				const all = waiting.get(subscriptionId);
				if (all) return void all.push({ hit, answer, fail });
				waiting.set(subscriptionId, [{ hit, answer, fail }]);
				void write(subscriptionId);
			});
		},
	};
}
