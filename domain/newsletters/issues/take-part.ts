import { HELD_BY_RELAY } from './part-hold.ts';
import { LETTERS } from './place-outcomes.ts';
import { newsletterLimits } from '#platform/newsletter-limits.ts';
import type { Transaction } from '#platform/database/database.ts';

/** A part as the process that took it knows it. */
export interface TakenPart {
	readonly issueId: string;
	readonly senderId: string;
	readonly fence: number;
	readonly firstPlace: number;
	readonly lastPlace: number;
	/** Behind the last place that was ever armed. */
	readonly nextPlace: number;
	/** Number of the last window that was armed. */
	readonly lastWindow: number;
	/** Mails a minute, where the relay asked for less. */
	readonly rate: number | null;
	/** Its relay held it the last time that it was asked. */
	readonly isHeldByRelay: boolean;
}

/**
 * Takes a part over, fence + 1: whoever held it arms no more and says of no place that it did not leave. Its outcomes are still
 * evidence. What its relay held it for is still said: whether it does is what the process that took it finds out.
 *
 * @returns undefined where it is done, unknown or has no sender.
 */
export async function takePart(tx: Transaction, partId: string): Promise<TakenPart | undefined> {
	const [taken] = await tx.sql<TakenPart>`
		/* newsletter: take a part */
		UPDATE issue_part part SET fence = fence + 1, state = CASE WHEN ${HELD_BY_RELAY} THEN state ELSE 'leaving' END,
			reason = CASE WHEN ${HELD_BY_RELAY} THEN reason END,
			reason_until = CASE WHEN ${HELD_BY_RELAY} THEN reason_until END,
			reason_words = CASE WHEN ${HELD_BY_RELAY} THEN reason_words END,
			since = CASE WHEN state = 'leaving' OR ${HELD_BY_RELAY} THEN since ELSE ${tx.at} END
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${partId}::uuid AND state <> 'done'
			AND sender_id IS NOT NULL
		RETURNING issue_id::text AS "issueId", sender_id::text AS "senderId", fence, first_place AS "firstPlace",
			last_place AS "lastPlace", next_place AS "nextPlace", last_window AS "lastWindow", rate,
			${HELD_BY_RELAY} AS "isHeldByRelay"`;
	return taken;
}

/**
 * Of windows that a lost process armed, so long ago that it writes no dot any more, the places without an outcome become
 * uncertain. A thawed process counts its ten seconds by the larger of both clocks, so this holds for it too.
 *
 * @returns how many milliseconds of wall clock the youngest of those windows is still to be waited for; 0: none is left.
 */
export async function doubtLostWindows(
	tx: Transaction,
	{ partId, fence }: { readonly partId: string; readonly fence: number },
): Promise<number> {
	const over = (newsletterLimits.dotWithin + newsletterLimits.dotMargin) / 1_000;
	await tx.sql`
		UPDATE issue_window SET outcomes = translate(outcomes, ${LETTERS.armed}, ${LETTERS.uncertain}), settled_at = ${tx.at}
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND part_id = ${partId}::uuid AND settled_at IS NULL
			AND fence < ${fence} AND armed_wall_at < clock_timestamp() - make_interval(secs => ${over}::float)`;
	const [left] = await tx.sql<{ wait: number | null }>`
		SELECT extract(epoch FROM max(armed_wall_at) + make_interval(secs => ${over}::float) - clock_timestamp())::float * 1000 AS wait
		FROM issue_window
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND part_id = ${partId}::uuid AND settled_at IS NULL
			AND fence < ${fence}`;
	return left?.wait == null ? 0 : Math.max(1, Math.ceil(left.wait));
}

/**
 * Windows that were armed although their process never learned it, since the answer to the commit was lost: nothing of them
 * left, as long as that process still holds the part.
 *
 * @param held.known the last window that it knows of.
 */
export async function disarmUnknown(
	tx: Transaction,
	held: { readonly partId: string; readonly fence: number; readonly known: number },
): Promise<void> {
	await tx.sql`
		UPDATE issue_window SET outcomes = translate(outcomes, ${LETTERS.armed}, ${LETTERS.waitsAgain}), settled_at = ${tx.at}
		FROM issue_part part
		WHERE issue_window.subscription_id = ${tx.subscriptionId}::uuid AND part_id = ${held.partId}::uuid
			AND issue_window.fence = ${held.fence} AND number > ${held.known} AND settled_at IS NULL
			AND (part.subscription_id, part.id, part.fence) = (issue_window.subscription_id, part_id, ${held.fence})`;
}
