import { z } from 'zod';
import { writtenInstant } from '#domain/values/moment-fields.ts';
import { nameOf } from '#domain/values/person-name.ts';
import type { Transaction } from '#platform/database/database.ts';
import { decodeCursor, pageOf, type Page } from '#platform/database/keyset.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { cursorField } from '#domain/values/cursor-field.ts';
import { line } from '#domain/values/line.ts';
import type { Prisma } from '#prisma/generated/client/client.ts';
import { suppressionHash } from './ask/suppression-key.ts';
import { groundsOf, type RemovalGround } from './removal/removal-ground.ts';
import { SUPPRESSION_CAUSES } from './suppression-causes.ts';

export const suppressionFiltersSchema = z.object({
	cause: z.enum(SUPPRESSION_CAUSES).optional(),
	/** A whole address, a domain, or a part of the name of a contact. */
	search: line(200).optional(),
	cursor: cursorField,
	limit: z.int().min(1).max(200).default(50),
});

/** A line of the *Liste d’opposition*. */
export interface SuppressionLine {
	id: string;
	/** Whole while it is kept sealed, masked once it was erased. */
	address: string;
	isErased: boolean;
	cause: string;
	at: Date;
	contact: { id: string; name: string; companyId: string } | null;
	/** The colleague who put it there by hand. */
	by: string | null;
	/** The mail that put it there. */
	messageId: string | null;
	/** By what right a responsable may take it off. */
	grounds: RemovalGround[];
}

/**
 * A page of the list of the whole subscription, newest first. The envelope is opened for its users only: support and
 * other subscriptions never get here.
 */
export async function listSuppressions(
	tx: Transaction,
	envelopes: Envelopes,
	{ cause, search, cursor, limit }: z.output<typeof suppressionFiltersSchema>,
): Promise<Page<SuppressionLine>> {
	const place = decodeCursor(cursor, z.tuple([writtenInstant, z.uuid()]));
	const rows = await tx.db.suppression.findMany({
		where: {
			...(cause && { cause }),
			...(search && { AND: [await foundBy(tx, search)] }),
			...(place && {
				OR: [{ at: { lt: new Date(place[0]) } }, { at: new Date(place[0]), id: { lt: place[1] } }],
			}),
		},
		orderBy: [{ at: 'desc' }, { id: 'desc' }],
		take: limit + 1,
		select: {
			id: true,
			sealed: true,
			masked: true,
			cause: true,
			at: true,
			contactId: true,
			createdById: true,
			messageId: true,
		},
	});
	const page = pageOf(rows, limit, (row) => [row.at.toISOString(), row.id]);
	const ids = (values: (string | null)[]) => ({ in: values.filter((value) => value !== null) });
	const contacts = await tx.db.contact.findMany({
		where: { id: ids(page.rows.map(({ contactId }) => contactId)) },
		select: { id: true, firstName: true, lastName: true, companyId: true },
	});
	const users = await tx.db.user.findMany({
		where: { id: ids(page.rows.map(({ createdById }) => createdById)) },
		select: { id: true, firstName: true, lastName: true },
	});
	return {
		next: page.next,
		rows: page.rows.map((row) => {
			const contact = contacts.find(({ id }) => id === row.contactId);
			const user = users.find(({ id }) => id === row.createdById);
			return {
				id: row.id,
				address: row.sealed
					? envelopes.open(row.sealed, `suppression:${row.id}`).toString('utf8')
					: row.masked,
				isErased: row.sealed === null,
				cause: row.cause,
				at: row.at,
				contact: contact ? { id: contact.id, name: nameOf(contact), companyId: contact.companyId } : null,
				by: user ? nameOf(user) : null,
				messageId: row.messageId,
				grounds: groundsOf(row),
			};
		}),
	};
}

/** Addresses are sealed: a whole one is found by its hash, a known one by its contact, any by the domain that its mask shows. */
async function foundBy(tx: Transaction, search: string): Promise<Prisma.SuppressionWhereInput> {
	const contacts = await tx.sql<{ id: string; address: string | null }>`
		SELECT p.id::text, a.address FROM contact p
		LEFT JOIN contact_address a ON (a.subscription_id, a.contact_id) = (p.subscription_id, p.id)
		WHERE p.subscription_id = ${tx.subscriptionId}::uuid AND p.erased_at IS NULL
			AND (position(folded(${search}) IN
					folded(coalesce(p.first_name, '') || ' ' || coalesce(p.last_name, ''))) > 0
				OR position(lower(${search}) IN a.address) > 0)
		LIMIT 500`;
	const addresses = [search, ...contacts.flatMap(({ address }) => address ?? [])];
	return {
		OR: [
			{
				addressHash: { in: addresses.map((address) => suppressionHash(tx, address) as Buffer<ArrayBuffer>) },
			},
			{ contactId: { in: contacts.map(({ id }) => id) } },
			{ masked: { contains: search, mode: 'insensitive' } },
		],
	};
}
