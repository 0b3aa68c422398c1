import { z } from 'zod';
import { cursorField } from '#domain/values/cursor-field.ts';
import { line } from '#domain/values/line.ts';
import type { Actor } from '#domain/values/actor.ts';
import { decodeCursor, pageOf, type Page } from '#platform/database/keyset.ts';
import type { Transaction } from '#platform/database/database.ts';
import { listStandingRefusals, type ShownRefusal } from '#domain/refusals/list-standing.ts';
import { readSenderFacts, type SenderFacts } from './sender-facts.ts';
import { readSenderKeys, type SenderCounts, type SenderKey } from './sender-lines.ts';
import { SENDER_GROUPS, SENDER_VIEWS, type SenderGroup } from './sender-views.ts';

export const senderFiltersSchema = z.object({
	view: z.enum(SENDER_VIEWS).default('all'),
	/** A part of an address, or of the name of whoever uses it. */
	search: line(200).optional(),
	cursor: cursorField,
	limit: z.int().min(1).max(200).default(50),
});

/** A line of the table of all mailboxes and senders (G-07). */
export interface SenderLine extends Omit<SenderKey, 'place'>, SenderFacts {
	readonly group: SenderGroup;
	readonly refusals: readonly ShownRefusal[];
	/** Hers, or a responsable's to set up (5.6-3). */
	readonly mayChange: boolean;
}

/** A page of it, and how many lines each view has. */
export interface SenderTable extends Page<SenderLine> {
	readonly counts: SenderCounts;
}

/**
 * The table of all mailboxes, relays and what is being connected (G-07, D-26). A responsable sees the whole; a *utilisateur* of
 * others' the state alone: whose, of which kind, read since when, and nothing of their pace, servers or faults.
 */
export async function readSenderTable(
	tx: Transaction,
	actor: Actor,
	{ view, search, cursor, limit }: z.output<typeof senderFiltersSchema>,
): Promise<SenderTable> {
	const isResponsable = actor.licence === 'responsable';
	const { keys, counts } = await readSenderKeys(tx, {
		...{ view, search, limit: limit + 1 },
		after: decodeCursor(cursor, z.tuple([z.int(), z.string(), z.uuid()])) ?? null,
		ownConnectionsOf: isResponsable ? null : actor.userId,
	});
	const page = pageOf([...keys], limit, ({ place, address, id }) => [place, address, id]);
	const facts = await readSenderFacts(tx, page.rows);
	const refusals = page.rows.some(({ place }) => place === 0) ? await listStandingRefusals(tx) : new Map();
	return {
		counts,
		next: page.next,
		rows: page.rows.flatMap(({ place, ...key }): SenderLine[] => {
			const known = facts.get(key.id);
			// Deleted between both reads.
			if (!known) return [];
			const mayChange = isResponsable || (key.of !== 'relay' && known.owner?.id === actor.userId);
			const isHers = isResponsable || known.users.some(({ id }) => id === actor.userId);
			return [
				{
					...key,
					group: SENDER_GROUPS[place]!,
					...(isHers ? known : stateAlone(known)),
					refusals: isHers ? (refusals.get(key.id) ?? []) : [],
					mayChange,
				},
			];
		}),
	};
}

/** What a colleague sees of a mailbox that is not hers. */
function stateAlone(facts: SenderFacts): SenderFacts {
	return {
		...facts,
		...{
			errorCode: null,
			reason: null,
			until: null,
			server: null,
			grant: null,
			way: null,
			today: null,
			repliesTo: null,
			live: 0,
			held: 0,
		},
	};
}
