import { z } from 'zod';
import { writtenInstant } from '#domain/values/moment-fields.ts';
import { cursorField } from '#domain/values/cursor-field.ts';
import { dayOfColumn } from '#domain/values/due-day.ts';
import { nameOf } from '#domain/values/person-name.ts';
import type { Transaction } from '#platform/database/database.ts';
import { decodeCursor, pageOf, type Page } from '#platform/database/keyset.ts';

export const removalFiltersSchema = z.object({
	cursor: cursorField,
	limit: z.int().min(1).max(200).default(50),
});

/** Something that was taken off the *Liste d’opposition*. */
export interface RemovalLine {
	id: string;
	/** Masked: whoever was taken off may be erased later. */
	address: string;
	cause: string;
	listedAt: Date;
	/** RemovalGround. */
	ground: string;
	reason: string | null;
	/** Day of the consent. */
	consentedOn: string | null;
	at: Date;
	contact: { id: string; name: string; companyId: string } | null;
	/** Null: the person, on the page of the link. */
	by: string | null;
}

/** A page of what was taken off the list of the whole subscription, newest first. */
export async function listRemovals(
	tx: Transaction,
	{ cursor, limit }: z.output<typeof removalFiltersSchema>,
): Promise<Page<RemovalLine>> {
	const place = decodeCursor(cursor, z.tuple([writtenInstant, z.uuid()]));
	const found = await tx.db.suppressionRemoval.findMany({
		where: place
			? { OR: [{ at: { lt: new Date(place[0]) } }, { at: new Date(place[0]), id: { lt: place[1] } }] }
			: {},
		orderBy: [{ at: 'desc' }, { id: 'desc' }],
		take: limit + 1,
	});
	const page = pageOf(found, limit, (row) => [row.at.toISOString(), row.id]);
	const ids = (values: (string | null)[]) => ({ in: values.filter((value) => value !== null) });
	const contacts = await tx.db.contact.findMany({
		where: { id: ids(page.rows.map(({ contactId }) => contactId)), erasedAt: null },
		select: { id: true, firstName: true, lastName: true, companyId: true },
	});
	const users = await tx.db.user.findMany({
		where: { id: ids(page.rows.map(({ removedById }) => removedById)) },
		select: { id: true, firstName: true, lastName: true },
	});
	return {
		next: page.next,
		rows: page.rows.map((row) => {
			const contact = contacts.find(({ id }) => id === row.contactId);
			const user = users.find(({ id }) => id === row.removedById);
			return {
				id: row.id,
				address: row.masked,
				cause: row.cause,
				listedAt: row.listedAt,
				ground: row.ground,
				reason: row.reason,
				consentedOn: row.consentedOn && dayOfColumn(row.consentedOn),
				at: row.at,
				contact: contact ? { id: contact.id, name: nameOf(contact), companyId: contact.companyId } : null,
				by: user ? nameOf(user) : null,
			};
		}),
	};
}
