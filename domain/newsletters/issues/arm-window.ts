import { Prisma } from '#prisma/generated/client/client.ts';
import { suppressionHashes } from '#domain/suppressions/ask/suppression-key.ts';
import { mailboxOf } from '#platform/addresses/comparable-address.ts';
import type { Transaction } from '#platform/database/database.ts';
import { heldPart } from './part-hold.ts';
import { LETTERS } from './place-outcomes.ts';

/** A recipient, as its window was read before it was armed. */
export interface PlaceToArm {
	readonly place: number;
	readonly addressHash: Uint8Array;
	/** Null: erased. */
	readonly address: string | null;
}

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
			SELECT * FROM (${heldPart(tx, partId)}) part WHERE reason IS NULL AND fence = ${fence} AND state = 'leaving'
		), taken AS (
			UPDATE issue_part part SET last_window = part.last_window + 1, next_place = greatest(part.next_place, ${last + 1}::int)
			FROM held WHERE part.subscription_id = ${tx.subscriptionId}::uuid AND part.id = held.id AND part.fence = ${fence}
			RETURNING part.last_window AS number, held.issue_id, held.newsletter_id, held.held_domains
		), asked AS (
			SELECT taken.number, asked.place, ${reasonOfPlace(tx, places)} AS reason
			FROM taken JOIN issue_place asked ON asked.subscription_id = ${tx.subscriptionId}::uuid
				AND asked.issue_id = taken.issue_id AND asked.place BETWEEN ${first} AND ${last}
			LEFT JOIN newsletter_subscriber hers ON (hers.subscription_id, hers.newsletter_id, hers.contact_id)
				= (asked.subscription_id, taken.newsletter_id, asked.contact_id)
			LEFT JOIN contact ON (contact.subscription_id, contact.id) = (asked.subscription_id, asked.contact_id)
			LEFT JOIN contact_address known ON (known.subscription_id, known.contact_id, known.address)
				= (asked.subscription_id, asked.contact_id, asked.address)
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

/** Why a place gets nothing now; null where its mail may leave. */
function reasonOfPlace(tx: Transaction, places: readonly PlaceToArm[]): Prisma.Sql {
	return Prisma.sql`CASE
		WHEN asked.left_out IS NOT NULL THEN 'before'
		WHEN asked.address IS NULL THEN 'erased'
		WHEN EXISTS (SELECT FROM suppression WHERE suppression.subscription_id = asked.subscription_id
			AND suppression.address_hash = asked.address_hash) THEN 'suppressed'
		WHEN asked.place = ANY(${listedAsSpelt(tx, places)}) THEN 'suppressed'
		WHEN EXISTS (SELECT FROM open_objection WHERE open_objection.subscription_id = asked.subscription_id
			AND open_objection.mailbox = mailbox_of(asked.address)) THEN 'objection-pending'
		WHEN hers.contact_id IS NULL OR hers.unsubscribed_at IS NOT NULL THEN 'unsubscribed'
		WHEN contact.left_company_at IS NOT NULL THEN 'left-company'
		WHEN known.address IS NULL THEN 'address-gone'
		WHEN known.invalid_at IS NOT NULL THEN 'address-invalid'
		WHEN split_part(asked.address, '@', 2) = ANY(taken.held_domains) THEN 'sending-halted' END`;
}

/** Places whose address stands on the list as it was spelt, from before all spellings of Gmail's were one. */
function listedAsSpelt(tx: Transaction, places: readonly PlaceToArm[]): Prisma.Sql {
	const spelt = places.filter(({ address }) => address !== null && mailboxOf(address) !== address);
	if (spelt.length === 0) return Prisma.sql`'{}'::int[]`;
	const listed = spelt.flatMap(({ place, address }) =>
		suppressionHashes(tx, address!).map((hash) => ({ place, hash })),
	);
	const numbers = listed.map(({ place }) => place);
	const hashes = listed.map(({ hash }) => hash);
	return Prisma.sql`ARRAY(SELECT spelt.place FROM unnest(${numbers}::int[], ${hashes}::bytea[]) AS spelt (place, hash)
		JOIN suppression ON suppression.subscription_id = ${tx.subscriptionId}::uuid AND address_hash = spelt.hash)`;
}

/** What waited again in a window of before is this one's now. @throws Error where it does not wait there. */
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
	if (taken.length === 0) throw new Error('places of a window do not wait again');
}
