import { Prisma } from '#prisma/generated/client/client.ts';
import { suppressionHashes } from '#domain/suppressions/ask/suppression-key.ts';
import { mailboxOf } from '#platform/addresses/comparable-address.ts';
import type { Transaction } from '#platform/database/database.ts';
import { heldPart } from './part-hold.ts';
import type { LeftOut } from './place-outcomes.ts';

/** A recipient, as its window was read before it was armed. */
export interface PlaceToArm {
	readonly place: number;
	readonly addressHash: Uint8Array;
	/** Null: erased. */
	readonly address: string | null;
}

/**
 * The gates of contiguous places, for a statement in which `taken` is their part (`number`, `issue_id`, `newsletter_id`,
 * `held_domains`): answers `number`, `place` and `reason`, null where its mail may leave, `before` where the snapshot left it out.
 */
export function askedPlaces(tx: Transaction, places: readonly PlaceToArm[]): Prisma.Sql {
	const [first, last] = [places[0]!.place, places.at(-1)!.place];
	return Prisma.sql`
		SELECT taken.number, asked.place, ${reasonOfPlace(tx, places)} AS reason
		FROM taken JOIN issue_place asked ON asked.subscription_id = ${tx.subscriptionId}::uuid
			AND asked.issue_id = taken.issue_id AND asked.place BETWEEN ${first} AND ${last}
		LEFT JOIN newsletter_subscriber hers ON (hers.subscription_id, hers.newsletter_id, hers.contact_id)
			= (asked.subscription_id, taken.newsletter_id, asked.contact_id)
		LEFT JOIN contact ON (contact.subscription_id, contact.id) = (asked.subscription_id, asked.contact_id)
		LEFT JOIN contact_address known ON (known.subscription_id, known.contact_id, known.address)
			= (asked.subscription_id, asked.contact_id, asked.address)`;
}

/** Asks them of one place. @returns undefined where its mail may leave. */
export async function reasonAgainst(
	tx: Transaction,
	partId: string,
	place: PlaceToArm,
): Promise<LeftOut | 'before' | 'sending-halted' | undefined> {
	const [asked] = await tx.sql<{ reason: LeftOut | 'before' | 'sending-halted' | null }>`
		WITH taken AS (SELECT 0 AS number, issue_id, newsletter_id, held_domains FROM (${heldPart(tx, partId)}) part)
		${askedPlaces(tx, [place])}`;
	return asked ? (asked.reason ?? undefined) : 'before';
}

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
