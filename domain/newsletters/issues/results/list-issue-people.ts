import { z } from 'zod';
import { nameOf } from '#domain/values/person-name.ts';
import { cursorField } from '#domain/values/cursor-field.ts';
import { writtenInstant } from '#domain/values/moment-fields.ts';
import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { decodeCursor, pageOf, type Page } from '#platform/database/keyset.ts';
import { Refusal } from '#platform/refusal.ts';
import { COUNTED, hitColumn } from './issue-numbers.ts';
import { proofsOfHits, type HitProof } from './proofs-of-hits.ts';
import { placeFacts } from './place-facts.ts';
import {
	chosenNumberSchema,
	HIT_MEASURES,
	type ChosenNumber,
	type Fate,
	type HitMeasure,
} from './result-numbers.ts';

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
 * A page of the people behind a number of an issue, whatever happened last first. It is as long as the number says.
 *
 * @throws {Refusal} missing.
 */
export async function listIssuePeople(
	tx: Transaction,
	{ issueId, cursor, limit, ...chosen }: z.output<typeof issuePeopleSchema>,
): Promise<Page<IssuePerson>> {
	if ((await tx.db.newsletterIssue.count({ where: { id: issueId } })) === 0)
		throw new Refusal('not-found', 'missing');
	const { link } = chosen;
	const { holds, at } = chosenFacts(chosen);
	const after = decodeCursor(cursor, z.tuple([writtenInstant, z.int()]));
	const sortedAt = Prisma.sql`coalesce(${at}, 'epoch')`;
	const rows = await tx.sql<PersonRow>`
		/* newsletter: people behind a number of an issue */
		${placeFacts(tx, [issueId], { link: chosen.number === 'clicks' ? link : undefined })}
		SELECT place, ${sortedAt} AS "sortedAt", ${at} AS at, fate, handed_at AS "handedAt", detail,
			unsubscribe_cause AS "unsubscribeCause", replied_at AS "repliedAt", unsubscribed_at AS "unsubscribedAt",
			succeeded_at IS NOT NULL AS "hasSucceeded", contact.id::text AS "contactId", contact.first_name AS "firstName",
			contact.last_name AS "lastName", company.name AS company, company.id::text AS "companyId"
		FROM (
			SELECT * FROM facts WHERE (${holds})
				AND (${after?.[0] ?? null}::timestamptz IS NULL
					OR (${sortedAt}, place) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::int))
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

const isHits = (number: string): number is HitMeasure => HIT_MEASURES.some((one) => one === number);

/** Which facts a number counts, and the instant that its list goes by. */
function chosenFacts({ number, verdict }: ChosenNumber): {
	readonly holds: Prisma.Sql;
	readonly at: Prisma.Sql;
} {
	if (isHits(number)) {
		const at = hitColumn(number, verdict);
		return { holds: Prisma.sql`${at} IS NOT NULL`, at };
	}
	if (number.startsWith('fate-')) {
		const fate = number.slice('fate-'.length) as Fate;
		return { holds: Prisma.sql`fate = ${fate}`, at: FATE_AT[fate] };
	}
	const measure = number as keyof typeof COUNTED;
	return { holds: COUNTED[measure], at: MEASURE_AT[measure] };
}

const HANDED = Prisma.sql`handed_at`;
const REFUSED = Prisma.sql`coalesce(bounced_at, handed_at)`;

const FATE_AT: Readonly<Record<Fate, Prisma.Sql>> = {
	replied: Prisma.sql`replied_at`,
	clicked: Prisma.sql`click_person`,
	opened: Prisma.sql`open_person`,
	none: HANDED,
	unsubscribed: Prisma.sql`unsubscribed_at`,
	refused: REFUSED,
	complained: Prisma.sql`complained_at`,
	uncertain: HANDED,
	'left-out': HANDED,
	waiting: HANDED,
};

const MEASURE_AT: Readonly<Record<keyof typeof COUNTED, Prisma.Sql>> = {
	recipients: HANDED,
	delivered: HANDED,
	replies: Prisma.sql`replied_at`,
	successes: Prisma.sql`succeeded_at`,
	unsubscriptions: Prisma.sql`unsubscribed_at`,
	complaints: Prisma.sql`complained_at`,
	refusals: REFUSED,
};

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
