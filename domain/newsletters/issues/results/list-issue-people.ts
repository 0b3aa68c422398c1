import { z } from 'zod';
import { nameOf } from '#domain/values/person-name.ts';
import { cursorField } from '#domain/values/cursor-field.ts';
import { writtenInstant } from '#domain/values/moment-fields.ts';
import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { decodeCursor, pageOf, type Page } from '#platform/database/keyset.ts';
import { Refusal } from '#platform/refusal.ts';
import { proofsOfHits, type HitProof } from './proofs-of-hits.ts';
import { actsOfIssues, factsOfPlaces, hitsOfPlaces } from './place-facts.ts';
import { chosenFacts, isBehind, isHits, placesBehind } from './places-behind.ts';
import { chosenNumberSchema, type Fate } from './result-numbers.ts';

export const issuePeopleSchema = chosenNumberSchema.extend({
	issueId: z.uuid(),
	cursor: cursorField,
	limit: z.int().min(1).max(200).default(50),
});

/** A recipient of an issue, and why she stands in the list. */
export interface IssuePerson {
	/** Her place. */
	readonly id: string;
	/** Null: she was erased. */
	readonly contact: {
		readonly id: string;
		readonly name: string;
		readonly company: string;
		readonly companyId: string;
	} | null;
	readonly fate: Fate;
	/** The first instant of what the list is about; null where nothing happened. */
	readonly at: Date | null;
	/** When her mail was handed over; null: it was not, or is not yet. */
	readonly handedAt: Date | null;
	/** Of who was left out the reason, of a refusal what the server said. */
	readonly detail: string;
	/** UnsubscribeCause, or `reply`. */
	readonly unsubscribeCause: string | null;
	readonly repliedAt: Date | null;
	readonly unsubscribedAt: Date | null;
	readonly hasSucceeded: boolean;
	/** Of opens and clicks: what the first hit was judged by. */
	readonly proof: HitProof | null;
}

interface PersonRow extends Omit<IssuePerson, 'id' | 'contact' | 'proof'> {
	readonly place: number;
	readonly sortedAt: Date;
	readonly contactId: string | null;
	readonly firstName: string | null;
	readonly lastName: string | null;
	readonly company: string | null;
	readonly companyId: string | null;
}

/**
 * A page of the people behind a number of an issue, whatever happened last first; all of its pages are as long as the number says.
 * Facts are read of the places of the page, or of those to whom something happened.
 *
 * @throws {Refusal} missing.
 */
export async function listIssuePeople(
	tx: Transaction,
	{ issueId, cursor, limit, ...chosen }: z.output<typeof issuePeopleSchema>,
): Promise<Page<IssuePerson>> {
	if ((await tx.db.newsletterIssue.count({ where: { id: issueId } })) === 0)
		throw new Refusal('not-found', 'missing');
	const { holds, at } = chosenFacts(chosen);
	const after = decodeCursor(cursor, z.tuple([writtenInstant, z.int()]));
	const places = Prisma.sql`SELECT of_issue, of_place FROM page`;
	const sortedAt = Prisma.sql`coalesce(${at}, 'epoch')`;
	const rows = await tx.sql<PersonRow>`
		/* newsletter: people behind a number of an issue */
		${actsOfIssues(tx, [issueId])}, page AS MATERIALIZED (${placesBehind(tx, chosen, { after, limit: limit + 1 })}),
		${hitsOfPlaces(tx, places)}, ${factsOfPlaces(tx, places)}
		SELECT place, ${sortedAt} AS "sortedAt", ${at} AS at, fate, handed_at AS "handedAt", detail,
			unsubscribe_cause AS "unsubscribeCause", replied_at AS "repliedAt", unsubscribed_at AS "unsubscribedAt",
			succeeded_at IS NOT NULL AS "hasSucceeded", contact.id::text AS "contactId", contact.first_name AS "firstName",
			contact.last_name AS "lastName", company.name AS company, company.id::text AS "companyId"
		FROM (
			SELECT * FROM facts WHERE (${holds}) AND ${isBehind(after, sortedAt, Prisma.sql`place`)}
			ORDER BY ${sortedAt} DESC, place DESC LIMIT ${limit + 1}
		) shown
		LEFT JOIN contact ON contact.subscription_id = ${tx.subscriptionId}::uuid AND contact.id = shown.contact_id
			AND contact.erased_at IS NULL
		LEFT JOIN company ON (company.subscription_id, company.id) = (contact.subscription_id, contact.company_id)
		ORDER BY "sortedAt" DESC, place DESC`;
	const page = pageOf(rows, limit, (row) => [row.sortedAt.toISOString(), row.place]);
	const proofs = isHits(chosen.number)
		? await proofsOfHits(
				tx,
				issueId,
				{ ...chosen, number: chosen.number },
				page.rows.map(({ place }) => place),
			)
		: new Map<number, HitProof>();
	return { next: page.next, rows: page.rows.map((row) => personOf(row, proofs.get(row.place) ?? null)) };
}

function personOf(row: PersonRow, proof: HitProof | null): IssuePerson {
	const { place, contactId, firstName, lastName, company, companyId } = row;
	const contact =
		contactId && companyId
			? { id: contactId, name: nameOf({ firstName, lastName }), company: company ?? '', companyId }
			: null;
	const { fate, at, handedAt, detail, unsubscribeCause, repliedAt, unsubscribedAt, hasSucceeded } = row;
	return {
		...{ id: String(place), contact, fate, at, handedAt, detail, unsubscribeCause },
		...{ repliedAt, unsubscribedAt, hasSucceeded, proof },
	};
}
