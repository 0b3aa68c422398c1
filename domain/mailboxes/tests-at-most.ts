import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { oneAfterTheOther } from '#platform/database/one-after-the-other.ts';
import { connectionLimits } from '#platform/limits.ts';
import { Refusal } from '#platform/refusal.ts';

/**
 * Counts a connection test that a person begins, so that nobody tries passwords or hosts without end. Those that run by
 * themselves do not count. Wall clock: a month that is lived through in the demonstration allows no more.
 *
 * @throws {Refusal} tests-too-many, with the minutes after which the next one may begin.
 */
export async function countTest(tx: Transaction, { userId }: Pick<Actor, 'userId'>): Promise<void> {
	const { subscriptionId } = tx;
	const { testsAtMost, testsWithin } = connectionLimits;
	const within = testsWithin / 1_000;
	// Sixty presses at once are counted one after the other.
	await oneAfterTheOther(tx, `test/${userId}`);
	await tx.sql`
		DELETE FROM test_begun WHERE subscription_id = ${subscriptionId}::uuid AND user_id = ${userId}::uuid
			AND at < clock_timestamp() - make_interval(secs => ${within}::float)`;
	const [oldest] = await tx.sql<{ minutes: number }>`
		SELECT ceil(extract(epoch FROM at + make_interval(secs => ${within}::float) - clock_timestamp()) / 60)::int AS minutes
		FROM test_begun WHERE subscription_id = ${subscriptionId}::uuid AND user_id = ${userId}::uuid
		ORDER BY at DESC OFFSET ${testsAtMost - 1}::int LIMIT 1`;
	if (oldest) throw new Refusal('conflict', 'tests-too-many', { minutes: Math.max(1, oldest.minutes) });
	await tx.db.testBegun.create({ data: { subscriptionId, userId } });
}
