import type { Database } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/**
 * Whose run it is: support names a run only, and acts in its subscription.
 *
 * @throws {Refusal} missing.
 */
export async function subscriptionOfRun(database: Database, engagementId: string): Promise<string> {
	const run = await database.asSupport(({ db }) =>
		db.engagement.findFirst({ where: { id: engagementId }, select: { subscriptionId: true } }),
	);
	if (!run) throw new Refusal('not-found', 'missing');
	return run.subscriptionId;
}
