import { Prisma } from '#prisma/generated/client/client.ts';
import type { RawStatement } from './raw-statement.ts';

/** The order in which rows are locked, everywhere (docs/design/rows-and-commands.md#locks). */
const LOCK_ORDER = [
	'mailbox_connection',
	'mailbox',
	'sender',
	'engagement',
	'send',
	'contact',
	'company',
	'sending_domain',
] as const;

/** A kind of row that transactions lock. */
export type Lockable = (typeof LOCK_ORDER)[number];

/** `update` excludes everybody else who locks; `share` only those who want to change. */
export type LockStrength = 'update' | 'share';

/**
 * Takes locks in the one order; asking for an earlier kind after a later one is a mistake of the caller. Rows that are
 * held already may be asked for at any time, so that a service may lock what it changes whoever calls it.
 */
export class LockLedger {
	#reached = 0;
	readonly #held = new Map<string, LockStrength>();
	readonly #sql: RawStatement;

	constructor(sql: RawStatement) {
		this.#sql = sql;
	}

	/**
	 * Locks rows until the transaction ends. Rows of one kind are locked in the order of their ids.
	 *
	 * @returns the ids that exist in this subscription, in that order.
	 * @throws Error when the order of kinds is broken (a programming mistake, found by tests).
	 */
	async lock(kind: Lockable, ids: readonly string[], strength: LockStrength = 'update'): Promise<string[]> {
		if (ids.length > 0 && ids.every((id) => this.#holds(kind, id, strength))) return [...ids].sort();
		const rank = LOCK_ORDER.indexOf(kind);
		if (rank < this.#reached)
			throw new Error(`lock order: ${kind} was asked for after ${LOCK_ORDER[this.#reached]}`);
		this.#reached = rank;
		if (ids.length === 0) return [];
		// Row-level security alone names the subscription: given here as a value that the statistics do not know yet, PostgreSQL
		// takes it for empty and reads all of its rows by another index than the primary key.
		const rows = await this.#sql<{ id: string }>`
			SELECT id::text FROM ${Prisma.raw(`"${kind}"`)}
			WHERE id = ANY(${[...ids]}::uuid[])
			ORDER BY id ${Prisma.raw(strength === 'update' ? 'FOR NO KEY UPDATE' : 'FOR SHARE')}`;
		for (const { id } of rows) {
			if (!this.#holds(kind, id, 'update')) this.#held.set(`${kind}/${id}`, strength);
		}
		return rows.map((row) => row.id);
	}

	#holds(kind: Lockable, id: string, strength: LockStrength): boolean {
		const held = this.#held.get(`${kind}/${id}`);
		return held === 'update' || (held !== undefined && held === strength);
	}
}
