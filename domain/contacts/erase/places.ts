import { nameOf } from '#domain/values/person-name.ts';
import { isOpenSend, isOpenTo } from '#domain/privacy/open-mails.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Prisma } from '#prisma/generated/client/client.ts';
import type { TracesOfPerson } from './traces-of-person.ts';

/** Where else a person may be named: texts of others, another card. */
export const PLACE_KINDS = ['note', 'received', 'sent', 'contact'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** A text that names somebody, and whether that is this person for certain: her address stands in it. */
export interface Place {
	readonly kind: PlaceKind;
	readonly id: string;
	readonly companyId: string | null;
	readonly at: Date;
	readonly isCertain: boolean;
	/** Some words of it; null where only the users of its mailbox may read them (5.7-9). */
	readonly excerpt: string | null;
}

/** Who is looked for, and who looks. */
export interface Search {
	/** Her card, and others that are hers too. */
	readonly cards: readonly string[];
	readonly companyId: string;
	readonly firstName: string | null;
	readonly lastName: string | null;
	readonly addresses: readonly string[];
	readonly traces: TracesOfPerson;
	readonly viewerId: string;
}

const RECEIVED_TEXTS = Prisma.sql`concat_ws(E'\\n', m.subject, m.from_name, m.reply_to,
	array_to_string(m.to_addresses, ' '), m.text, m.visible_text, m.html, m.evidence::text)`;
const SENT_TEXTS = Prisma.sql`concat_ws(E'\\n', s.subject, c.text, c.html)`;

interface FoundText {
	readonly id: string;
	readonly companyId: string | null;
	readonly at: Date;
	/** The viewer may read it (5.7-9). */
	readonly isOpen: boolean;
	readonly texts: string;
}

/**
 * Every place outside the person's own rows that names her (5.7-7): notes, received and written mails of others, other cards
 * with her name or address. A family name alone counts in notes and at her own company, where a stranger's is unlikely.
 */
export async function findPlaces(tx: Transaction, search: Search): Promise<Place[]> {
	const { traces } = search;
	const cards = [...search.cards];
	const addresses = [...search.addresses];
	const { sql } = Prisma;
	const isNamed = (texts: Prisma.Sql) =>
		sql`folded(${texts}) LIKE ANY(${traces.needles.map((needle) => `%${likeOf(needle)}%`)}::text[])`;
	const notes = await tx.sql<FoundText>`
		SELECT id::text, company_id::text AS "companyId", at, true AS "isOpen", text AS texts FROM note
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND (contact_id IS NULL OR contact_id <> ALL(${cards}::uuid[]))
			AND ${isNamed(sql`text`)}`;
	const received = await tx.sql<FoundText>`
		SELECT m.id::text, m.company_id::text AS "companyId", m.received_at AS at,
			${isOpenTo('m', search.viewerId)} AS "isOpen", ${RECEIVED_TEXTS} AS texts
		FROM message m
		WHERE m.subscription_id = ${tx.subscriptionId}::uuid AND (m.contact_id IS NULL OR m.contact_id <> ALL(${cards}::uuid[]))
			AND (m.from_address IS NULL OR m.from_address <> ALL(${addresses}::text[]))
			AND (m.contact_id IS NOT NULL OR NOT m.to_addresses && ${addresses}::text[])
			AND ${isNamed(RECEIVED_TEXTS)}`;
	const sent = await tx.sql<FoundText>`
		SELECT s.id::text, s.company_id::text AS "companyId", coalesce(s.sent_at, s.created_at) AS at,
			${isOpenSend('s', search.viewerId)} AS "isOpen", ${SENT_TEXTS} AS texts
		FROM send s LEFT JOIN send_content c ON (c.subscription_id, c.send_id) = (s.subscription_id, s.id)
		WHERE s.subscription_id = ${tx.subscriptionId}::uuid AND (s.contact_id IS NULL OR s.contact_id <> ALL(${cards}::uuid[]))
			AND (s.recipient IS NULL OR s.recipient <> ALL(${addresses}::text[]))
			AND ${isNamed(SENT_TEXTS)}`;
	return [
		...(await findCards(tx, search)),
		...notes.flatMap((found) => placeOf('note', found, search, true)),
		...received.flatMap((found) => placeOf('received', found, search, isOwnCompany(found, search))),
		...sent.flatMap((found) => placeOf('sent', found, search, isOwnCompany(found, search))),
	];
}

const likeOf = (needle: string) => needle.replace(/[\\%_]/g, (sign) => `\\${sign}`);

const isOwnCompany = ({ companyId }: FoundText, search: Search) => companyId === search.companyId;

function placeOf(
	kind: PlaceKind,
	{ id, companyId, at, isOpen, texts }: FoundText,
	{ traces }: Search,
	alone: boolean,
): Place[] {
	const isCertain = traces.hasAddress(texts);
	if (!isCertain && !traces.hasName(texts, alone)) return [];
	return [{ kind, id, companyId, at, isCertain, excerpt: isOpen ? traces.excerpt(texts) : null }];
}

/** Other cards of what may be the same person; never certain, since whoever shares an address may be somebody else. */
async function findCards(tx: Transaction, search: Search): Promise<Place[]> {
	const { cards: own, firstName, lastName, addresses } = search;
	const isNamed = firstName && lastName;
	const cards = await tx.db.contact.findMany({
		where: {
			id: { notIn: [...own] },
			erasedAt: null,
			OR: [
				{ addresses: { some: { address: { in: [...addresses] } } } },
				...(isNamed
					? [
							{
								firstName: { equals: firstName, mode: 'insensitive' as const },
								lastName: { equals: lastName, mode: 'insensitive' as const },
							},
						]
					: []),
			],
		},
		select: {
			id: true,
			companyId: true,
			firstName: true,
			lastName: true,
			createdAt: true,
			addresses: { select: { address: true } },
		},
	});
	return cards.map((card) => ({
		kind: 'contact',
		id: card.id,
		companyId: card.companyId,
		at: card.createdAt,
		isCertain: false,
		excerpt: [nameOf(card), ...card.addresses.map(({ address }) => address)].filter(Boolean).join(' · '),
	}));
}
