import { z } from 'zod';
import { writtenInstant } from '#domain/values/moment-fields.ts';
import type { Actor } from '#domain/values/actor.ts';
import { isUndoable } from '#domain/automations/undoable.ts';
import { nameOf } from '#domain/values/person-name.ts';
import { mayChangeNote } from '#domain/notes/show/own-note.ts';
import { readNoteCauses, type NoteCause } from '#domain/notes/show/read-note-causes.ts';
import type { Transaction } from '#platform/database/database.ts';
import { decodeCursor, pageOf, type Page } from '#platform/database/keyset.ts';
import type { Prisma } from '#prisma/generated/client/client.ts';
import type { EventKind } from '#domain/timeline/record/event-kinds.ts';
import { readLinks } from './read-links.ts';
import { withholdLines } from './withhold-lines.ts';
import { cursorField } from '#domain/values/cursor-field.ts';

/** The filters of the sheet: each stands for kinds of events. */
const GROUPS = {
	notes: ['note-written', 'note-changed', 'note-deleted'],
	mail: [
		'step-sent',
		'step-uncertain',
		'step-settled',
		'step-not-sent',
		'reply-received',
		'negative-reply-received',
		'doubtful-message-received',
		'absence-received',
		'bounce-received',
		'objection-received',
		'complaint-received',
		'message-received',
		'message-unreadable',
		'early-message-received',
		'outside-message-received',
		'mail-written',
		'mail-sent',
		'mail-refused',
		'mail-held',
		'mail-uncertain',
		'mail-found',
		'mail-privacy-changed',
		'link-clicked',
		'mail-opened',
		'issue-succeeded',
		'issue-failed',
	],
	/** Those of one's own tracked links (C2-23); who looked at the sheet stands in the timeline as a whole (C2-17). */
	visits: ['link-clicked'],
} as const satisfies Record<string, readonly EventKind[]>;

export const timelineFiltersSchema = z.object({
	companyId: z.uuid().optional(),
	contactId: z.uuid().optional(),
	engagementId: z.uuid().optional(),
	mailboxId: z.uuid().optional(),
	group: z.enum(['all', 'notes', 'mail', 'visits']).default('all'),
	cursor: cursorField,
	limit: z.int().min(1).max(200).default(50),
});

export type TimelineFilters = z.output<typeof timelineFiltersSchema>;

/** One line of what happened, with the names that its sentence needs. */
export interface TimelineLine {
	id: string;
	at: Date;
	/** EventKind; its sentence is made of `data` and the names. */
	kind: string;
	data: Record<string, unknown>;
	/** What stood before, where it can be undone. */
	previous: Record<string, unknown> | null;
	/** Who did it; null: the product. `bySupport`: somebody of the installation’s support. */
	actor: { id: string; name: string } | null;
	bySupport: boolean;
	company: { id: string; name: string } | null;
	contact: { id: string; name: string } | null;
	engagementId: string | null;
	mailbox: { id: string; address: string } | null;
	sendId: string | null;
	messageId: string | null;
	note: {
		id: string;
		text: string;
		authorId: string | null;
		editedAt: Date | null;
		cause: NoteCause | null;
		/** The reader may change and delete it. */
		mayChange: boolean;
	} | null;
	/** Titles of the sequence, the newsletter and the routine, names of the users that `data` names by id. */
	sequence: string | null;
	newsletter: string | null;
	routine: string | null;
	/** Where the link leads that was followed. */
	link: string | null;
	users: Record<string, string>;
	/** The event that caused this automatic one. */
	causeId: string | null;
	/** It changed something whose previous value is kept, and nobody has taken it back (5.4-9). */
	mayBeUndone: boolean;
	/** A mail that is not this reader's: nothing of it is told but its date and direction (5.7-9). */
	isWithheld: boolean;
	undoneAt: Date | null;
}

/** A page of the timeline. */
export interface TimelinePage extends Page<TimelineLine> {
	/** What its lines name and that stands elsewhere: their causes, and what they took back. */
	named: TimelineLine[];
}

const withCompany = { company: { select: { id: true, name: true } } } as const;

/** A page of the timeline, newest first. */
export async function listTimeline(
	tx: Transaction,
	actor: Actor,
	filters: TimelineFilters,
): Promise<TimelinePage> {
	const { companyId, contactId, engagementId, mailboxId, group, limit } = filters;
	const place = decodeCursor(filters.cursor, z.tuple([writtenInstant, z.uuid()]));
	const rows = await tx.db.event.findMany({
		where: {
			...(group !== 'all' && { kind: { in: [...GROUPS[group]] } }),
			...(companyId && { companyId }),
			...(contactId && { contactId }),
			...(engagementId && { engagementId }),
			...(mailboxId && { mailboxId }),
			...(place && {
				OR: [{ at: { lt: new Date(place[0]) } }, { at: new Date(place[0]), id: { lt: place[1] } }],
			}),
		},
		orderBy: [{ at: 'desc' }, { id: 'desc' }],
		take: limit + 1,
		include: withCompany,
	});
	const page = pageOf(rows, limit, (row) => [row.at.toISOString(), row.id]);
	const elsewhere = namedBy(page.rows);
	const others = elsewhere.length
		? await tx.db.event.findMany({ where: { id: { in: elsewhere } }, include: withCompany })
		: [];
	const told = await withholdLines(tx, actor, await withNames(tx, actor, [...page.rows, ...others]));
	return { rows: told.slice(0, page.rows.length), next: page.next, named: told.slice(page.rows.length) };
}

type EventRow = Prisma.EventGetPayload<{ include: typeof withCompany }>;

/** Ids of the events that `rows` name and that are not among them. */
function namedBy(rows: readonly EventRow[]): string[] {
	const named = rows.flatMap(({ causeId, data }) => [
		causeId,
		(data as Record<string, unknown>)?.undoneEventId,
	]);
	const shown = new Set(rows.map(({ id }) => id));
	return [...new Set(named)].filter((id): id is string => typeof id === 'string' && !shown.has(id));
}

async function withNames(tx: Transaction, actor: Actor, rows: readonly EventRow[]): Promise<TimelineLine[]> {
	const data = rows.map((row) => (row.data ?? {}) as Record<string, unknown>);
	const users = new Map(
		(await tx.db.user.findMany({ select: { id: true, firstName: true, lastName: true } })).map((user) => [
			user.id,
			nameOf(user),
		]),
	);
	const support = await supportNames(tx, rows);
	const contacts = await namesById(
		rows.map((row) => row.contactId),
		(id) =>
			tx.db.contact.findMany({
				where: { id },
				select: {
					id: true,
					firstName: true,
					lastName: true,
					addresses: { where: { isPrimary: true }, select: { address: true } },
				},
			}),
	);
	const notes = await namesById(
		rows.map((row) => row.noteId),
		(id) =>
			tx.db.note.findMany({
				where: { id },
				select: { id: true, text: true, authorId: true, editedAt: true },
			}),
	);
	const causes = await readNoteCauses(
		tx,
		[...notes.values()].filter(({ authorId }) => authorId === null).map(({ id }) => id),
	);
	const mailboxes = await namesById(
		rows.map((row) => row.mailboxId),
		(id) => tx.db.mailbox.findMany({ where: { id }, select: { id: true, address: true } }),
	);
	const sequences = await namesById(
		data.map((one) => textOf(one.sequenceId)),
		(id) => tx.db.sequence.findMany({ where: { id }, select: { id: true, title: true } }),
	);
	const newsletters = await namesById(
		data.map((one) => textOf(one.newsletterId)),
		(id) => tx.db.newsletter.findMany({ where: { id }, select: { id: true, title: true } }),
	);
	const engaged = await namesById(
		rows.map((row) => row.engagementId),
		(id) =>
			tx.db.engagement.findMany({
				where: { id },
				select: { id: true, sequence: { select: { title: true } } },
			}),
	);
	const routines = await namesById(
		data.map((one) => textOf(one.routineId)),
		(id) => tx.db.routine.findMany({ where: { id }, select: { id: true, title: true } }),
	);
	const links = await readLinks(tx, rows);
	return rows.map((row, index) => {
		const held = data[index]!;
		const contact = row.contactId ? contacts.get(row.contactId) : undefined;
		const note = row.noteId ? notes.get(row.noteId) : undefined;
		const name = row.actorId ? (row.bySupport ? support : users).get(row.actorId) : undefined;
		return {
			id: row.id,
			at: row.at,
			kind: row.kind,
			data: held,
			previous: row.previous as Record<string, unknown> | null,
			actor: row.actorId ? { id: row.actorId, name: name ?? '–' } : null,
			bySupport: row.bySupport,
			company: row.company,
			contact: contact ? { id: contact.id, name: nameOf(contact, contact.addresses[0]?.address) } : null,
			engagementId: row.engagementId,
			mailbox: (row.mailboxId && mailboxes.get(row.mailboxId)) || null,
			sendId: row.sendId,
			messageId: row.messageId,
			note: note
				? { ...note, cause: causes.get(note.id) ?? null, mayChange: mayChangeNote(actor, note) }
				: null,
			sequence:
				sequences.get(textOf(held.sequenceId) ?? '')?.title ??
				engaged.get(row.engagementId ?? '')?.sequence.title ??
				null,
			newsletter: newsletters.get(textOf(held.newsletterId) ?? '')?.title ?? null,
			routine: routines.get(textOf(held.routineId) ?? '')?.title ?? null,
			link: links.get(row.id) ?? null,
			users: Object.fromEntries(
				idsIn(row.data, row.previous).flatMap((id) => {
					const user = users.get(id);
					return user ? [[id, user]] : [];
				}),
			),
			causeId: row.causeId,
			mayBeUndone: isUndoable(row),
			isWithheld: false,
			undoneAt: row.undoneAt,
		};
	});
}

async function supportNames(tx: Transaction, rows: readonly EventRow[]): Promise<Map<string, string>> {
	if (!rows.some(({ bySupport }) => bySupport)) return new Map();
	const staff = await tx.db.supportUser.findMany({ select: { id: true, firstName: true, lastName: true } });
	return new Map(staff.map((person) => [person.id, nameOf(person)]));
}

async function namesById<Row extends { id: string }>(
	ids: readonly (string | null | undefined)[],
	read: (id: { in: string[] }) => Promise<Row[]>,
): Promise<Map<string, Row>> {
	const wanted = [...new Set(ids.filter((id): id is string => Boolean(id)))];
	return new Map((wanted.length ? await read({ in: wanted }) : []).map((row) => [row.id, row]));
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

/** Ids of users that relances name as followers, in what stands and in what stood before. */
function idsIn(...values: unknown[]): string[] {
	return values.flatMap(
		(value) => JSON.stringify(value ?? null).match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [],
	);
}
