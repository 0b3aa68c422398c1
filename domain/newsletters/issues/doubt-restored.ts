import type { Transaction } from '#platform/database/database.ts';
import { LETTERS } from './place-outcomes.ts';

/**
 * The database came back from a backup after an issue was written down: whoever waits by its rows may have got it, and no relay
 * can be asked. They become uncertain, once for each restore; a person sends those again whom she wants to. What leaves one by one
 * from a mailbox waits until that was read back, and goes on with those whose mail does not lie in Sent; it is in doubt where there
 * is no Sent folder, and support opened the mailbox all the same (docs/design/restore.md).
 *
 * @returns true where places were doubted.
 */
export async function doubtRestored(tx: Transaction, partId: string): Promise<boolean> {
	const doubted = await tx.sql`
		/* newsletter: doubt what a restore may have forgotten */
		WITH restored AS (
			SELECT number, proven_at FROM restore_incident ORDER BY number DESC LIMIT 1
		), part AS (
			UPDATE issue_part part SET restored_incident = restored.number, fence = part.fence + 1,
				last_window = part.last_window + (part.next_place <= part.last_place)::int, next_place = part.last_place + 1
			FROM restored, newsletter_issue issue, issue_part before
			WHERE part.subscription_id = ${tx.subscriptionId}::uuid AND part.id = ${partId}::uuid
				AND (issue.subscription_id, issue.id) = (part.subscription_id, part.issue_id)
				AND (before.subscription_id, before.id) = (part.subscription_id, part.id)
				AND part.restored_incident < restored.number AND issue.snapshot_at <= restored.proven_at
				AND (part.mode = 'windows' OR EXISTS (SELECT FROM sender JOIN mailbox_read_back back
					ON (back.subscription_id, back.mailbox_id) = (sender.subscription_id, sender.mailbox_id)
					WHERE (sender.subscription_id, sender.id) = (part.subscription_id, part.sender_id)
						AND back.incident = restored.number AND back.reopened_at IS NOT NULL AND NOT back.had_sent_folder))
			RETURNING part.issue_id, part.last_window AS number, part.fence, before.next_place AS first_place, part.last_place
		), again AS (
			UPDATE issue_window held SET outcomes = translate(held.outcomes, ${LETTERS.armed + LETTERS.waitsAgain},
				${LETTERS.uncertain + LETTERS.uncertain}), settled_at = coalesce(held.settled_at, ${tx.at})
			FROM part WHERE held.subscription_id = ${tx.subscriptionId}::uuid AND held.part_id = ${partId}::uuid
		), places AS (
			SELECT string_agg(CASE WHEN place.left_out IS NULL AND send.id IS NULL THEN ${LETTERS.uncertain}
				ELSE ${LETTERS.elsewhere} END, '' ORDER BY place.place) AS letters
			FROM part JOIN issue_place place ON place.subscription_id = ${tx.subscriptionId}::uuid
				AND place.issue_id = part.issue_id AND place.place BETWEEN part.first_place AND part.last_place
			LEFT JOIN send ON (send.subscription_id, send.issue_id, send.place)
				= (place.subscription_id, place.issue_id, place.place)
		), lost AS (
			INSERT INTO issue_window (subscription_id, part_id, number, fence, first_place, last_place, armed_at, armed_wall_at,
				outcomes, settled_at)
			SELECT ${tx.subscriptionId}::uuid, ${partId}::uuid, number, fence, first_place, last_place, ${tx.at},
				clock_timestamp(), letters, ${tx.at}
			FROM part, places WHERE letters IS NOT NULL
		)
		SELECT FROM part`;
	return doubted.length > 0;
}

/** Whether an instant lies in what a restore may have forgotten: what happened then is not known. */
export async function isForgotten(tx: Transaction, at: Date): Promise<boolean> {
	const [row] = await tx.sql<{ found: boolean }>`
		SELECT EXISTS (SELECT FROM restore_incident WHERE lost_since <= ${at} AND proven_at >= ${at}) AS found`;
	return row!.found;
}
