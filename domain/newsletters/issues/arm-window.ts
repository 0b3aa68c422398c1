import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { heldPart } from './part-hold.ts';
import { askedPlaces, type PlaceToArm } from './place-gates.ts';
import { LETTERS } from './place-outcomes.ts';

/** Contiguous places of a part, which its holder wants to send now. */
export interface WindowToArm {
	readonly issueId: string;
	readonly partId: string;
	/** Under which the part is held. */
	readonly fence: number;
	/** In their order, without a gap. */
	readonly places: readonly PlaceToArm[];
	/** The window of before whose places wait again; undefined: they were never armed. */
	readonly again?: number | undefined;
}

/** A window that was armed; what is `armed` of its letters may be sent. */
export interface ArmedWindow {
	readonly number: number;
	readonly letters: string;
}

/**
 * Arms a window: locks its addresses and its issue in shared mode, asks the gates for all of its places in a later statement
 * (one that waited would miss what was committed meanwhile), leaves out whoever may not get it, with the reason, and inserts
 * the window. The commit is the arm: from then on its mails may leave (docs/design/relays.md#arm).
 *
 * @returns undefined where nothing of the part may leave now, or another process holds it.
 * @throws {WaitsNoMore} what waits again is to be read anew, after the transaction was rolled back.
 */
export async function armWindow(tx: Transaction, wish: WindowToArm): Promise<ArmedWindow | undefined> {
	const { places, again } = wish;
	const [, , [armed]] = await Promise.all([
		tx.lockAddresses(
			places.map(({ addressHash }) => addressHash),
			'share',
		),
		tx.lockIssues([wish.issueId], 'share'),
		insertWindow(tx, wish),
	]);
	if (armed && again !== undefined) await takeFromEarlier(tx, wish, again);
	return armed;
}

function insertWindow(tx: Transaction, wish: WindowToArm): Promise<ArmedWindow[]> {
	const { partId, fence, places } = wish;
	const [first, last] = [places[0]!.place, places.at(-1)!.place];
	return tx.sql<ArmedWindow>`
		/* newsletter: arm a window */
		WITH held AS (
			SELECT * FROM (${heldPart(tx, partId)}) part WHERE reason IS NULL AND fence = ${fence} AND is_taken
		), taken AS (
			UPDATE issue_part part SET last_window = part.last_window + 1, next_place = greatest(part.next_place, ${last + 1}::int)
			FROM held WHERE part.subscription_id = ${tx.subscriptionId}::uuid AND part.id = held.id AND part.fence = ${fence}
			RETURNING part.last_window AS number, held.issue_id, held.newsletter_id, held.held_domains
		), asked AS MATERIALIZED (
			${askedPlaces(tx, places)}
		)
		INSERT INTO issue_window (subscription_id, part_id, number, fence, first_place, last_place, armed_at, armed_wall_at,
			outcomes, details, settled_at)
		SELECT ${tx.subscriptionId}::uuid, ${partId}::uuid, number, ${fence}::int, ${first}::int, ${last}::int,
			${tx.at}::timestamptz, clock_timestamp(), string_agg(${LETTER_OF_REASON}, '' ORDER BY place),
			CASE WHEN bool_or(reason <> '' AND reason <> 'before')
				THEN array_agg(CASE reason WHEN 'before' THEN '' ELSE coalesce(reason, '') END ORDER BY place) ELSE '{}' END,
			CASE WHEN bool_and(reason IS NOT NULL) THEN ${tx.at}::timestamptz END
		FROM asked GROUP BY number
		RETURNING number, outcomes AS letters`;
}

/** What holds a domain is over some day: that place waits again. */
const LETTER_OF_REASON = Prisma.sql`CASE WHEN reason IS NULL THEN ${LETTERS.armed} WHEN reason = 'before' THEN ${LETTERS.elsewhere}
	WHEN reason = 'sending-halted' THEN ${LETTERS.waitsAgain} ELSE ${LETTERS.leftOut} END`;

/** Places that were to be armed wait no more in the window of before: one of them was proven to have left meanwhile. */
export class WaitsNoMore extends Error {}

/** What waited again in a window of before is this one's now. @throws {WaitsNoMore} */
async function takeFromEarlier(
	tx: Transaction,
	{ partId, places }: WindowToArm,
	number: number,
): Promise<void> {
	const first = places[0]!.place;
	const count = places.length;
	const taken = await tx.sql`
		UPDATE issue_window SET outcomes = overlay(outcomes PLACING ${LETTERS.elsewhere.repeat(count)}
			FROM ${first}::int - first_place + 1 FOR ${count}::int)
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND part_id = ${partId}::uuid AND number = ${number}
			AND substr(outcomes, ${first}::int - first_place + 1, ${count}::int) = ${LETTERS.waitsAgain.repeat(count)}
		RETURNING number`;
	if (taken.length === 0) throw new WaitsNoMore('places of a window do not wait again');
}
