import { z } from 'zod';
import type { Actor } from '#domain/values/actor.ts';
import { accessToMessages } from '#domain/privacy/open-mails.ts';
import { holdsRun } from '#domain/doubt/holds-run.ts';
import { nameOf } from '#domain/values/person-name.ts';
import { proposedDays } from '#domain/doubt/proposed-days.ts';
import type { Transaction } from '#platform/database/database.ts';
import { allOf } from '#platform/database/folded-search.ts';
import { Prisma } from '#prisma/generated/client/client.ts';
import { mailReading, type MailReading } from './mail-reading.ts';

export const doubtFiltersSchema = z.object({
	/** Mails to one's own mailboxes and those that hold one's own runs, or everybody's. */
	whose: z.enum(['me', 'all']).default('all'),
	companyId: z.uuid().optional(),
	contactId: z.uuid().optional(),
	engagementId: z.uuid().optional(),
	limit: z.int().min(1).max(100).default(20),
});

/** A run that a doubtful mail holds. */
export interface HeldRun {
	id: string;
	sequence: { id: string; title: string };
	responsible: { id: string; name: string };
	/** The step that would leave next, from 1; `stepCount` + 1 while closing. */
	position: number;
	stepCount: number;
	/** When that would leave at the earliest, or the closing delay end; null: nothing is planned. */
	dueAt: Date | null;
}

/** *À vérifier*: a received mail whose meaning is not proven (5.7-1), with what a person needs to choose. */
export interface Doubt {
	messageId: string;
	/** Since when it holds, in domain time; when the mail came. */
	since: Date;
	receivedAt: Date;
	mailboxId: string;
	engagementId: string | null;
	/** Whoever it is taken to speak for. */
	contact: { id: string; name: string } | null;
	company: { id: string; name: string } | null;
	from: { name: string | null; address: string | null };
	subject: string | null;
	/** Without the quoted mail below it; null: unreadable or erased. */
	text: string | null;
	reading: MailReading;
	/** Days that are proposed: of the return for *Une absence*, for a later sequence for *Une réponse négative*. */
	returnOn: string | null;
	laterOn: string | null;
	/** *Retenu d’ici là*, every run whoever sends it. */
	held: HeldRun[];
	/** Somebody marked it private, and the reader is no user of its mailbox: its date, and what it holds (5.7-9). */
	isWithheld: boolean;
	/** It may be an objection: engaging this person is refused until somebody says what it is (5.7-6). */
	refusesEngaging: boolean;
}

const SELECTED = {
	id: true,
	storedAt: true,
	receivedAt: true,
	mailboxId: true,
	engagementId: true,
	contactId: true,
	companyId: true,
	fromName: true,
	fromAddress: true,
	subject: true,
	text: true,
	visibleText: true,
	evidence: true,
	readings: true,
} as const satisfies Prisma.MessageSelect;

type Row = Prisma.MessageGetPayload<{ select: typeof SELECTED }>;

interface HeldRow {
	readonly messageId: string;
	readonly id: string;
	readonly contactId: string;
	readonly companyId: string;
	readonly position: number;
	readonly stepCount: number;
	readonly dueAt: Date | null;
	readonly sequenceId: string;
	readonly title: string;
	readonly userId: string;
	readonly firstName: string;
	readonly lastName: string;
}

/** Mails that wait to be checked, the oldest first. */
export async function listDoubts(
	tx: Transaction,
	actor: Actor,
	filters: z.output<typeof doubtFiltersSchema>,
): Promise<Doubt[]> {
	const is = (column: string, id: string | undefined) =>
		id !== undefined && Prisma.sql`${Prisma.raw(column)} = ${id}::uuid`;
	const holds = (condition: Prisma.Sql) => Prisma.sql`EXISTS (SELECT FROM engagement e
		WHERE e.subscription_id = d.subscription_id AND e.ended_at IS NULL AND ${holdsRun} AND ${condition})`;
	const { engagementId } = filters;
	const found = await tx.sql<{ id: string }>`
		SELECT d.id::text FROM message d JOIN mailbox b ON (b.subscription_id, b.id) = (d.subscription_id, d.mailbox_id)
		WHERE ${allOf([
			Prisma.sql`d.subscription_id = ${tx.subscriptionId}::uuid AND d.verdict = 'doubtful'`,
			is('d.company_id', filters.companyId),
			is('d.contact_id', filters.contactId),
			engagementId !== undefined && holds(Prisma.sql`e.id = ${engagementId}::uuid`),
			filters.whose === 'me' &&
				Prisma.sql`(EXISTS (SELECT FROM mailbox_user hers WHERE (hers.subscription_id, hers.mailbox_id) = (b.subscription_id, b.id)
					AND hers.user_id = ${actor.userId}::uuid)
					OR ${holds(Prisma.sql`e.responsible_user_id = ${actor.userId}::uuid`)})`,
		])}
		ORDER BY d.stored_at, d.id LIMIT ${filters.limit}`;
	const ids = found.map(({ id }) => id);
	if (ids.length === 0) return [];
	const rows = await tx.db.message.findMany({
		where: { id: { in: ids } },
		select: SELECTED,
		orderBy: [{ storedAt: 'asc' }, { id: 'asc' }],
	});
	const held = await readHeld(tx, ids);
	const whom = (row: Row) => {
		const of = held.filter(({ messageId }) => messageId === row.id);
		const own = of.find(({ id }) => id === row.engagementId) ?? of[0];
		return { contactId: row.contactId ?? own?.contactId, companyId: row.companyId ?? own?.companyId };
	};
	const names = await readNames(tx, rows.map(whom));
	const access = await accessToMessages(tx, actor.userId, ids);
	return rows.map((row) => {
		const { contactId, companyId } = whom(row);
		return {
			...(access.get(row.id)?.isOpen ? doubtOf(row) : withheld(doubtOf(row))),
			contact: names.contacts.get(contactId ?? '') ?? null,
			company: names.companies.get(companyId ?? '') ?? null,
			held: held.filter(({ messageId }) => messageId === row.id).map(heldRun),
		};
	});
}

function doubtOf(row: Row): Omit<Doubt, 'contact' | 'company' | 'held'> {
	const { backOn, laterOn } = proposedDays(row.evidence);
	return {
		messageId: row.id,
		since: row.storedAt,
		receivedAt: row.receivedAt,
		mailboxId: row.mailboxId,
		engagementId: row.engagementId,
		from: { name: row.fromName, address: row.fromAddress },
		subject: row.subject,
		text: row.visibleText || row.text,
		reading: mailReading(row),
		returnOn: backOn,
		laterOn,
		isWithheld: false,
		refusesEngaging: row.readings.includes('objection'),
	};
}

function withheld<Told extends ReturnType<typeof doubtOf>>(doubt: Told): Told {
	const { readings, otherReadings } = doubt.reading;
	return {
		...doubt,
		from: { name: null, address: null },
		subject: null,
		text: null,
		reading: { ...mailReading({ evidence: {}, readings: [] }), readings, otherReadings },
		returnOn: null,
		laterOn: null,
		isWithheld: true,
	};
}

function readHeld(tx: Transaction, messageIds: readonly string[]): Promise<HeldRow[]> {
	return tx.sql<HeldRow>`
		SELECT d.id::text AS "messageId", e.id::text, e.contact_id::text AS "contactId",
			e.company_id::text AS "companyId", e.position, e.step_count AS "stepCount",
			CASE WHEN e.position > e.step_count THEN e.closing_ends_at
				ELSE greatest(e.due_at, e.start_at) END AS "dueAt",
			q.id::text AS "sequenceId", q.title, u.id::text AS "userId", u.first_name AS "firstName",
			u.last_name AS "lastName"
		FROM engagement e
		JOIN message d ON d.subscription_id = e.subscription_id AND ${holdsRun}
		JOIN sequence q ON (q.subscription_id, q.id) = (e.subscription_id, e.sequence_id)
		JOIN "user" u ON (u.subscription_id, u.id) = (e.subscription_id, e.responsible_user_id)
		WHERE e.subscription_id = ${tx.subscriptionId}::uuid AND e.ended_at IS NULL
			AND d.id = ANY(${[...messageIds]}::uuid[])
		ORDER BY e.engaged_at, e.id`;
}

function heldRun(row: HeldRow): HeldRun {
	const { id, position, stepCount, dueAt, sequenceId, title, userId, firstName, lastName } = row;
	return {
		id,
		position,
		stepCount,
		dueAt,
		sequence: { id: sequenceId, title },
		responsible: { id: userId, name: nameOf({ firstName, lastName }) },
	};
}

async function readNames(
	tx: Transaction,
	whom: readonly { readonly contactId: string | undefined; readonly companyId: string | undefined }[],
) {
	const contacts = await tx.db.contact.findMany({
		where: { id: { in: whom.flatMap(({ contactId }) => contactId ?? []) } },
		select: { id: true, firstName: true, lastName: true },
	});
	const companies = await tx.db.company.findMany({
		where: { id: { in: whom.flatMap(({ companyId }) => companyId ?? []) } },
		select: { id: true, name: true },
	});
	return {
		contacts: new Map(contacts.map((contact) => [contact.id, { id: contact.id, name: nameOf(contact) }])),
		companies: new Map(companies.map((company) => [company.id, company])),
	};
}
