import type { Database, Transaction } from '#platform/database/database.ts';

/** Does the same in each subscription, one transaction after the other. @returns the sum of what each answered. */
export async function inEverySubscription(
	database: Database,
	work: (tx: Transaction) => Promise<number>,
): Promise<number> {
	const subscriptions = await database.asSupport(({ db }) =>
		db.subscription.findMany({ select: { id: true } }),
	);
	let sum = 0;
	for (const { id } of subscriptions) sum += await database.inSubscription(id, work);
	return sum;
}
