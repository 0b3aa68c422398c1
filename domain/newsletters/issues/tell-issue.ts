import type { Transaction } from '#platform/database/database.ts';

/** Pages that show the issue fetch it anew. Of its windows it is told so once a second at most (docs/design/relays.md). */
export async function tellIssue(tx: Transaction, issueId: string): Promise<void> {
	await tx.sql`SELECT pg_notify('refrain', announcement(${tx.subscriptionId}::uuid, 'issue', ARRAY[${issueId}]))`;
}
