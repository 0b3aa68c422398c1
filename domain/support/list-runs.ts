import { z } from 'zod';
import { writtenInstant } from '#domain/values/moment-fields.ts';
import type { InstallationTransaction } from '#platform/database/database.ts';
import { decodeCursor, pageOf, type Page } from '#platform/database/keyset.ts';
import { uuidOfHex } from '#platform/uuid.ts';
import { EngagementState } from '#prisma/generated/client/client.ts';
import { RUN_KINDS } from '#workflows/contracts/run-ref.ts';
import { cursorField } from '#domain/values/cursor-field.ts';
import { line } from '#domain/values/line.ts';
import { readShownRuns, type SupportRun } from './shown-runs.ts';

export const runFiltersSchema = z.object({
	kinds: z.array(z.enum(RUN_KINDS)).min(1).optional(),
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

/** *Exécutions*: a page of runs of every kind, of all subscriptions, newest first. Call it through `asSupport`. */
export async function listRuns(tx: InstallationTransaction, filters: RunFilters): Promise<Page<SupportRun>> {
	const { id, cursor, limit, ...wanted } = filters;
	const rows = await readShownRuns(
		tx,
		{
			...wanted,
			ids: id ? rangeOfIds(id.toLowerCase()) : undefined,
			after: decodeCursor(cursor, z.tuple([writtenInstant, z.uuid()])),
		},
		limit + 1,
	);
	return pageOf(rows, limit, (row) => [row.begunAt.toISOString(), row.id]);
}

/** The first and the last uuid that begin with these characters. */
function rangeOfIds(beginning: string): { first: string; last: string } {
	const digits = beginning.replaceAll('-', '');
	return { first: uuidOfHex(digits.padEnd(32, '0')), last: uuidOfHex(digits.padEnd(32, 'f')) };
}
