import type { Transaction } from '#platform/database/database.ts';
import { LETTERS, type WindowOutcomes } from './place-outcomes.ts';

/**
 * Writes down what became of places of windows, merged by element: an outcome is written over `armed` or `uncertain` alone,
 * whoever holds the part by now, because it is evidence; `waitsAgain` only over `armed`, and under the fence: whoever lost the
 * part speaks for no place that did not leave (docs/design/relays.md#outcomes).
 */
export async function recordOutcomes(
	tx: Transaction,
	{ partId, fence }: { readonly partId: string; readonly fence: number },
	outcomes: readonly WindowOutcomes[],
): Promise<void> {
	const { armed, uncertain, waitsAgain } = LETTERS;
	for (const window of outcomes) {
		if (await recordAllAccepted(tx, partId, window)) continue;
		const { number, letters, details = [], serverIds = [] } = window;
		await tx.sql`
			/* newsletter: outcomes of a window */
			UPDATE issue_window SET outcomes = merged.letters, details = merged.details, server_ids = merged.server_ids,
				settled_at = CASE WHEN position(${armed} IN merged.letters) = 0 THEN coalesce(settled_at, ${tx.at}) END
			FROM (
				SELECT string_agg(CASE WHEN is_taken THEN new ELSE old END, '' ORDER BY at) AS letters,
					CASE WHEN bool_or(is_taken AND new_detail <> '') OR bool_or(old_detail <> '') THEN
						array_agg(CASE WHEN is_taken THEN new_detail ELSE old_detail END ORDER BY at) ELSE '{}' END AS details,
					CASE WHEN bool_or(is_taken AND new_id <> '') OR bool_or(old_id <> '') THEN
						array_agg(CASE WHEN is_taken THEN new_id ELSE old_id END ORDER BY at) ELSE '{}' END AS server_ids
				FROM (
					SELECT at, old, new, coalesce(held.details[at], '') AS old_detail, coalesce(held.server_ids[at], '') AS old_id,
						coalesce((${[...details]}::text[])[at], '') AS new_detail,
						coalesce((${[...serverIds]}::text[])[at], '') AS new_id,
						CASE WHEN new = ' ' THEN false
							WHEN new = ${waitsAgain} THEN old = ${armed} AND held.fence = ${fence} AND part.fence = ${fence}
							ELSE old IN (${armed}, ${uncertain}) END AS is_taken
					FROM issue_window held
					JOIN issue_part part ON (part.subscription_id, part.id) = (held.subscription_id, held.part_id)
					CROSS JOIN LATERAL (SELECT at, substr(held.outcomes, at, 1) AS old, substr(${letters}, at, 1) AS new
						FROM generate_series(1, length(held.outcomes)) AS at) element
					WHERE held.subscription_id = ${tx.subscriptionId}::uuid AND held.part_id = ${partId}::uuid
						AND held.number = ${number}
				) elements
			) merged
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND part_id = ${partId}::uuid AND number = ${number}
				AND merged.letters IS NOT NULL`;
	}
}

/**
 * What nearly all windows come to: each mail was accepted, and nothing was written of the window since it was armed. Then its
 * letters are known as a whole, and PostgreSQL need not look at each.
 *
 * @returns false where it is to be merged.
 */
async function recordAllAccepted(
	tx: Transaction,
	partId: string,
	{ number, allAcceptedOf, serverIds = [] }: WindowOutcomes,
): Promise<boolean> {
	if (allAcceptedOf === undefined) return false;
	const { armed, accepted } = LETTERS;
	const written = await tx.sql`
		/* newsletter: all of a window accepted */
		UPDATE issue_window SET outcomes = ${allAcceptedOf.replaceAll(armed, accepted)}, settled_at = coalesce(settled_at, ${tx.at}),
			server_ids = ${[...serverIds]}::text[]
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND part_id = ${partId}::uuid AND number = ${number}
			AND outcomes = ${allAcceptedOf} AND server_ids = '{}'
		RETURNING number`;
	return written.length > 0;
}
