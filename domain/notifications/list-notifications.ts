import { z } from 'zod';
import { writtenInstant } from '#domain/values/moment-fields.ts';
import type { Actor } from '#domain/values/actor.ts';
import { nameOf } from '#domain/values/person-name.ts';
import type { Transaction } from '#platform/database/database.ts';
import { decodeCursor, pageOf, type Page } from '#platform/database/keyset.ts';
import { cursorField } from '#domain/values/cursor-field.ts';

export const notificationFiltersSchema = z.object({
	onlyOpen: z.boolean().default(false),
	cursor: cursorField,
	limit: z.int().min(1).max(100).default(30),
});

/** A line of the flag's history (C1-50), with what its sentence names and what a click opens. */
export interface NotificationLine {
	id: string;
	/** NotificationKind. */
	kind: string;
	data: Record<string, unknown>;
	createdAt: Date;
	/** Null: still coloured. */
	treatedAt: Date | null;
	treatedBy: string | null;
	company: { id: string; name: string } | null;
	contact: { id: string; name: string } | null;
	mailbox: { id: string; address: string } | null;
	/** A mailbox that is or was being connected. */
	connection: { id: string; address: string; isOwn: boolean } | null;
	/** Of a newsletter; its title. */
	issue: { id: string; newsletterId: string; title: string } | null;
	sequence: string | null;
	/** The colleague that `data.byUserId` names, or the one of support. */
	by: string | null;
	bySupport: boolean;
	engagementId: string | null;
}

/** One's own notifications, newest first. */
export async function listNotifications(
	tx: Transaction,
	actor: Actor,
	{ onlyOpen, cursor, limit }: z.output<typeof notificationFiltersSchema>,
): Promise<Page<NotificationLine>> {
	const place = decodeCursor(cursor, z.tuple([writtenInstant, z.uuid()]));
	const rows = await tx.db.notification.findMany({
		where: {
			userId: actor.userId,
			...(onlyOpen && { treatedAt: null }),
			...(place && {
				OR: [
					{ createdAt: { lt: new Date(place[0]) } },
					{ createdAt: new Date(place[0]), id: { lt: place[1] } },
				],
			}),
		},
		orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
		take: limit + 1,
	});
	const page = pageOf(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
	const data = page.rows.map((row) => row.data as Record<string, unknown>);
	const ids = (values: unknown[]) => ({
		in: values.filter((value): value is string => typeof value === 'string'),
	});
	const person = { id: true, firstName: true, lastName: true } as const;
	const companies = await tx.db.company.findMany({
		where: { id: ids(page.rows.map((row) => row.companyId)) },
		select: { id: true, name: true },
	});
	const contacts = await tx.db.contact.findMany({
		where: { id: ids(data.map((one) => one.contactId)) },
		select: person,
	});
	const mailboxes = await tx.db.mailbox.findMany({
		where: { id: ids(page.rows.map((row) => row.mailboxId)) },
		select: { id: true, address: true },
	});
	const connections = await tx.db.mailboxConnection.findMany({
		where: { id: ids(page.rows.map((row) => row.connectionId)) },
		select: { id: true, address: true, ownerId: true },
	});
	const issues = await tx.db.newsletterIssue.findMany({
		where: { id: ids(page.rows.map((row) => row.issueId)) },
		select: { id: true, newsletterId: true, newsletter: { select: { title: true } } },
	});
	const users = await tx.db.user.findMany({
		where: { id: ids(data.map((one) => one.byUserId)) },
		select: person,
	});
	const staff = data.some(({ bySupport }) => bySupport)
		? await tx.db.supportUser.findMany({
				where: { id: ids(data.map((one) => one.byUserId)) },
				select: person,
			})
		: [];
	const engagements = await tx.db.engagement.findMany({
		where: { id: ids(page.rows.map((row) => row.engagementId)) },
		select: { id: true, sequence: { select: { title: true } } },
	});
	return {
		next: page.next,
		rows: page.rows.map((row, index) => {
			const contact = contacts.find(({ id }) => id === data[index]!.contactId);
			const connection = connections.find(({ id }) => id === row.connectionId);
			const issue = issues.find(({ id }) => id === row.issueId);
			const user = [...users, ...staff].find(({ id }) => id === data[index]!.byUserId);
			return {
				id: row.id,
				kind: row.kind,
				data: data[index]!,
				createdAt: row.createdAt,
				treatedAt: row.treatedAt,
				treatedBy: row.treatedBy,
				company: companies.find(({ id }) => id === row.companyId) ?? null,
				contact: contact ? { id: contact.id, name: nameOf(contact) } : null,
				mailbox: mailboxes.find(({ id }) => id === row.mailboxId) ?? null,
				connection: connection
					? { id: connection.id, address: connection.address, isOwn: connection.ownerId === actor.userId }
					: null,
				issue: issue
					? { id: issue.id, newsletterId: issue.newsletterId, title: issue.newsletter.title }
					: null,
				sequence: engagements.find(({ id }) => id === row.engagementId)?.sequence.title ?? null,
				by: user ? nameOf(user) : null,
				bySupport: data[index]!.bySupport === true,
				engagementId: row.engagementId,
			};
		}),
	};
}

/** How many of one's own are still coloured. */
export async function countOpenNotifications(tx: Transaction, actor: Actor): Promise<number> {
	return tx.db.notification.count({ where: { userId: actor.userId, treatedAt: null } });
}
