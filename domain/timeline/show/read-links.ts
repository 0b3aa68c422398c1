import type { Transaction } from '#platform/database/database.ts';

/** Where the links lead that these events say were followed, by the event's id; none where the mail is gone. */
export async function readLinks(
	tx: Transaction,
	events: readonly { readonly id: string; readonly kind: string }[],
): Promise<ReadonlyMap<string, string>> {
	const followed = events.flatMap(({ id, kind }) => (kind === 'link-clicked' ? [id] : []));
	if (followed.length === 0) return new Map();
	const rows = await tx.sql<{ id: string; url: string }>`
		SELECT event.id::text, coalesce(tracked_link.url, issue_link.url) AS url FROM event
		LEFT JOIN tracked_link ON (tracked_link.subscription_id, tracked_link.send_id, tracked_link.number)
			= (event.subscription_id, event.send_id, (event.data ->> 'link')::int)
		LEFT JOIN issue_link ON (issue_link.subscription_id, issue_link.issue_id, issue_link.number)
			= (event.subscription_id, (event.data ->> 'issueId')::uuid, (event.data ->> 'link')::int)
		WHERE event.subscription_id = ${tx.subscriptionId}::uuid AND event.id = ANY(${followed}::uuid[])
			AND coalesce(tracked_link.url, issue_link.url) IS NOT NULL`;
	return new Map(rows.map(({ id, url }) => [id, url]));
}
