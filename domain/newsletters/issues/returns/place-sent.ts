import type { KnownPlace } from '#mail/inbound/match.ts';
import type { Transaction } from '#platform/database/database.ts';
import { LETTERS, type PlaceLetter } from '../place-outcomes.ts';

/** A recipient of an issue, and the last window in which its mail may have left. */
export interface PlaceSent {
	/** With what it leaves. */
	readonly partId: string | null;
	readonly senderId: string | null;
	/** The address that it leaves from. */
	readonly from: string;
	/** Null: erased. */
	readonly contactId: string | null;
	readonly companyId: string | null;
	readonly address: string | null;
	readonly addressHash: Uint8Array;
	/** As it was written, with the variables in it, and their values for her. */
	readonly subject: string | null;
	readonly variables: Readonly<Record<string, string>> | null;
	/** Null: of an errand, or never armed. */
	readonly window: {
		readonly number: number;
		readonly fence: number;
		/** From 1. */
		readonly element: number;
		readonly size: number;
		readonly letter: PlaceLetter;
		readonly detail: string;
		/** The Message-ID that the relay gave. */
		readonly serverId: string | null;
		readonly armedAt: Date;
		readonly armedWallAt: Date;
	} | null;
}

type Row = Omit<PlaceSent, 'window'> & {
	readonly [Column in keyof NonNullable<PlaceSent['window']>]:
		NonNullable<PlaceSent['window']>[Column] | null;
};

/**
 * Reads a place with the window that took it last. What was left out there, or taken by a later window, has not left in it.
 *
 * @returns undefined where this subscription has no such place.
 */
export async function readPlaceSent(
	tx: Transaction,
	{ issueId, place }: KnownPlace,
): Promise<PlaceSent | undefined> {
	const nothing = [LETTERS.elsewhere, LETTERS.leftOut].join('');
	const [row] = await tx.sql<Row>`
		SELECT part.sender_id::text AS "senderId", coalesce(sender.address, '') AS from, contact.id::text AS "contactId",
			contact.company_id::text AS "companyId", asked.address, asked.address_hash AS "addressHash", issue.subject, asked.variables,
			part.id::text AS "partId", held.number, held.fence, held.element, length(held.outcomes) AS size, held.letter, held.detail,
			held.server_id AS "serverId", held.armed_at AS "armedAt", held.armed_wall_at AS "armedWallAt"
		FROM issue_place asked
		JOIN newsletter_issue issue ON (issue.subscription_id, issue.id) = (asked.subscription_id, asked.issue_id)
		LEFT JOIN contact ON (contact.subscription_id, contact.id) = (asked.subscription_id, asked.contact_id)
			AND contact.erased_at IS NULL
		LEFT JOIN issue_part part ON (part.subscription_id, part.issue_id) = (asked.subscription_id, asked.issue_id)
			AND asked.place BETWEEN part.first_place AND part.last_place
		LEFT JOIN sender ON (sender.subscription_id, sender.id) = (part.subscription_id, part.sender_id)
		LEFT JOIN LATERAL (
			SELECT one.*, substr(one.outcomes, one.element, 1) AS letter, coalesce(one.details[one.element], '') AS detail,
				nullif(one.server_ids[one.element], '') AS server_id
			FROM (SELECT w.*, asked.place - w.first_place + 1 AS element FROM issue_window w
				WHERE (w.subscription_id, w.part_id) = (part.subscription_id, part.id)
					AND asked.place BETWEEN w.first_place AND w.last_place) one
			WHERE position(substr(one.outcomes, one.element, 1) IN ${nothing}) = 0
			ORDER BY one.number DESC LIMIT 1) held ON true
		WHERE asked.subscription_id = ${tx.subscriptionId}::uuid AND (asked.issue_id, asked.place) = (${issueId}::uuid, ${place})`;
	if (!row) return undefined;
	const {
		partId,
		senderId,
		from,
		contactId,
		companyId,
		address,
		addressHash,
		subject,
		variables,
		...window
	} = row;
	return {
		...{ partId, senderId, from, contactId, companyId, address, addressHash, subject, variables },
		window: window.number === null ? null : (window as NonNullable<PlaceSent['window']>),
	};
}
