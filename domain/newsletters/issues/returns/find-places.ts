import { localPart } from '#platform/addresses/address-parts.ts';
import { readPlaceTicket } from '#domain/tracking/tickets/place-tickets.ts';
import type { KnownPlace } from '#mail/inbound/match.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';

/** What may name places of issues in mails and reports. */
export interface NamedPlaces {
	/** Message-ID keys: ours, whose local part is a ticket, and those that a relay gave instead. */
	readonly messageIdKeys: readonly string[];
	/** Tickets of return addresses. */
	readonly returnTickets: readonly string[];
}

/** The places that were found, by what named them. */
export interface FoundPlaces {
	readonly ofMessageId: ReadonlyMap<string, KnownPlace>;
	readonly ofTicket: ReadonlyMap<string, KnownPlace>;
}

/**
 * Finds the places of this subscription that mails name. A ticket counts where one of our keys signed it for this very purpose:
 * one with another place in it, or copied from a link, names nothing; one of another subscription's issue neither. A return
 * address stands in every copy of a mail: long after the last one left, whoever writes to it is no server that had it on its way.
 */
export async function findPlaces(
	tx: Transaction,
	ring: KeyRing,
	{ messageIdKeys, returnTickets }: NamedPlaces,
): Promise<FoundPlaces> {
	const ofIds = messageIdKeys.flatMap((key) => claimOf(ring, 'message', localPart(key), key));
	const ofReturns = returnTickets.flatMap((ticket) => claimOf(ring, 'return', ticket, ticket));
	const { existing, fresh } = await existingAmong(tx, [...ofIds, ...ofReturns]);
	const ofMessageId = new Map(await placesOfServerIds(tx, messageIdKeys));
	for (const { by, place } of ofIds) if (existing.has(nameOf(place))) ofMessageId.set(by, place);
	const returned = ofReturns.filter(({ place }) => fresh.has(nameOf(place)));
	return { ofMessageId, ofTicket: new Map(returned.map(({ by, place }) => [by, place])) };
}

interface Claim {
	readonly by: string;
	readonly place: KnownPlace;
}

function claimOf(ring: KeyRing, purpose: 'message' | 'return', ticket: string, by: string): Claim[] {
	const read = readPlaceTicket(ring, purpose, ticket);
	return read && read.place > 0 ? [{ by, place: { issueId: read.issueId, place: read.place } }] : [];
}

/** Days after which no server has a mail on its way any more (RFC 5321 4.5.4.1: four to five), with much to spare. */
const RETURNS_WITHIN = 60;

/** Those that exist, and of them those whose mails may still come back. */
async function existingAmong(
	tx: Transaction,
	claims: readonly Claim[],
): Promise<{ readonly existing: ReadonlySet<string>; readonly fresh: ReadonlySet<string> }> {
	if (claims.length === 0) return { existing: new Set(), fresh: new Set() };
	const found = await tx.sql<KnownPlace & { isFresh: boolean }>`
		SELECT known.issue_id::text AS "issueId", known.place,
			coalesce(issue.left_at, ${tx.at}) > ${tx.at}::timestamptz - make_interval(days => ${RETURNS_WITHIN}::int) AS "isFresh"
		FROM unnest(${claims.map(({ place }) => place.issueId)}::uuid[], ${claims.map(({ place }) => place.place)}::bigint[])
			AS asked (issue_id, place)
		JOIN issue_place known ON known.subscription_id = ${tx.subscriptionId}::uuid
			AND (known.issue_id, known.place) = (asked.issue_id, asked.place)
		JOIN newsletter_issue issue ON (issue.subscription_id, issue.id) = (known.subscription_id, known.issue_id)`;
	const fresh = found.filter(({ isFresh }) => isFresh);
	return { existing: new Set(found.map(nameOf)), fresh: new Set(fresh.map(nameOf)) };
}

async function placesOfServerIds(
	tx: Transaction,
	keys: readonly string[],
): Promise<readonly (readonly [string, KnownPlace])[]> {
	if (keys.length === 0) return [];
	const found = await tx.sql<KnownPlace & { key: string }>`
		SELECT key, issue_id::text AS "issueId", place FROM places_of_server_ids(${[...new Set(keys)]}::text[])`;
	return found.map(({ key, issueId, place }) => [key, { issueId, place }] as const);
}

const nameOf = ({ issueId, place }: KnownPlace) => `${issueId}/${place}`;
