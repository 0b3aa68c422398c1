import type { Database } from '#platform/database/database.ts';

/** The subscription of an issue, which its tickets do not name; undefined where there is no such issue. */
export async function subscriptionOfIssue(database: Database, issueId: string): Promise<string | undefined> {
	return database.inInstallation(async ({ db }) => {
		const [row] = await db.$queryRaw<{ id: string | null }[]>`
			SELECT subscription_of_issue(${issueId}::uuid)::text AS id`;
		return row?.id ?? undefined;
	});
}
