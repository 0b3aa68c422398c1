import { z } from 'zod';
import type { InstallationTransaction } from '#platform/database/database.ts';
import { decodeCursor, pageOf, type Page } from '#platform/database/keyset.ts';
import { uuidOfHex } from '#platform/uuid.ts';
import { EngagementState } from '#prisma/generated/client/client.ts';
import { countUnwatched } from './count-unwatched.ts';
import { readSupportRuns, type SupportRun } from './support-run.ts';
import { cursorField } from '#domain/values/cursor-field.ts';
import { line } from '#domain/values/line.ts';

export const runFiltersSchema = z.object({
	subscriptionId: z.uuid().optional(),
	mailboxId: z.uuid().optional(),
	states: z.array(z.enum(EngagementState)).optional(),
	reason: line(60).optional(),
	/** A run, or the beginning of its id as a person reads it out. */
	id: z
		.string()
		.regex(/^[0-9a-f-]{4,36}$/i)
		.optional(),
	cursor: cursorField,
	limit: z.int().min(1).max(200).default(50),
});

export type RunFilters = z.output<typeof runFiltersSchema>;

/** *Exécutions*: a page of engagements of all subscriptions, newest first. Call it through `asSupport`. */
export async function listRuns(tx: InstallationTransaction, filters: RunFilters): Promise<Page<SupportRun>> {
	const { subscriptionId, mailboxId, states, reason, id, cursor, limit } = filters;
	const place = decodeCursor(cursor, z.tuple([z.iso.datetime(), z.uuid()]));
	const range = id ? rangeOfIds(id.toLowerCase()) : undefined;
	const rows = await tx.db.engagement.findMany({
		where: {
			...(subscriptionId && { subscriptionId }),
			...(mailboxId && { mailboxId }),
			...(states && { state: { in: states } }),
			...(reason && { reason }),
			...(range && { id: { gte: range.first, lte: range.last } }),
			...(place && {
				AND: {
					OR: [
						{ engagedAt: { lt: new Date(place[0]) } },
						{ engagedAt: new Date(place[0]), id: { lt: place[1] } },
					],
				},
			}),
		},
		orderBy: [{ engagedAt: 'desc' }, { id: 'desc' }],
		take: limit + 1,
		select: { id: true, engagedAt: true },
	});
	const page = pageOf(rows, limit, (row) => [row.engagedAt.toISOString(), row.id]);
	return {
		rows: await readSupportRuns(
			tx,
			page.rows.map((row) => row.id),
		),
		next: page.next,
	};
}

/** How many live runs stand under each reason, in which subscriptions support may filter, and how many mailboxes nobody reads. */
export async function countRuns(tx: InstallationTransaction): Promise<{
	reasons: { reason: string; count: number }[];
	subscriptions: { id: string; name: string }[];
	unwatched: number;
}> {
	const reasons = await tx.db.engagement.groupBy({
		by: ['reason'],
		where: { endedAt: null },
		_count: { id: true },
		orderBy: { _count: { id: 'desc' } },
	});
	const subscriptions = await tx.db.subscription.findMany({
		orderBy: { name: 'asc' },
		select: { id: true, name: true },
	});
	return {
		reasons: reasons.map(({ reason, _count }) => ({ reason, count: _count.id })),
		subscriptions,
		unwatched: await countUnwatched(tx),
	};
}

/** The first and the last uuid that begin with these characters. */
function rangeOfIds(beginning: string): { first: string; last: string } {
	const digits = beginning.replaceAll('-', '');
	return { first: uuidOfHex(digits.padEnd(32, '0')), last: uuidOfHex(digits.padEnd(32, 'f')) };
}
