import { Prisma } from '#prisma/generated/client/client.ts';
import { databaseLimits } from '#platform/limits.ts';
import { AdvisoryLocks, advisoryOf, type Advisory, type LockStrength } from './advisory-locks.ts';
import type { RawStatement } from './raw-statement.ts';

/** The order in which rows are locked, everywhere, behind the advisory locks of addresses and issues (docs/design/rows-and-commands.md#locks). */
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

/**
 * Takes locks in the one order; asking for an earlier kind after a later one is a mistake of the caller. Rows that are
 * held already may be asked for at any time, so that a service may lock what it changes whoever calls it.
 */
export class LockLedger {
	#reached = 0;
	#holdsRows = false;
	readonly #held = new Map<string, LockStrength>();
	readonly #advisory: AdvisoryLocks;
	readonly #sql: RawStatement;
	readonly #subscriptionId: string;

	constructor(sql: RawStatement, subscriptionId: string) {
		this.#sql = sql;
		this.#subscriptionId = subscriptionId;
		this.#advisory = new AdvisoryLocks(sql);
	}

	/** What an earlier run of this transaction asked for too late. */
	async takeFirst(wanted: readonly Advisory[]): Promise<void> {
		await this.#advisory.take(wanted, true);
	}

	/**
	 * Locks addresses by the hashes under which they stand on the *Liste d’opposition*. Whoever asks while holding rows has
	 * them at once, or the transaction is run again. Many at once exclude every address of the subscription by one lock.
	 */
	async lockAddresses(hashes: readonly Uint8Array[], strength: LockStrength): Promise<void> {
		if (hashes.length === 0) return;
		const isMany = strength === 'update' && hashes.length > databaseLimits.addressesLockedAtOnce;
		const named = (kind: 'addresses' | 'address', name: string, how: LockStrength) =>
			advisoryOf(kind, this.#subscriptionId, name, how);
		const all = named('addresses', '', isMany ? 'update' : 'share');
		const each = isMany
			? []
			: hashes.map((hash) => named('address', Buffer.from(hash).toString('hex'), strength));
		await this.#advisory.take([all, ...each], !this.#holdsRows);
	}

	/** Locks issues of newsletters: an arm shared, a pause or a stop alone. */
	async lockIssues(ids: readonly string[], strength: LockStrength): Promise<void> {
		const wanted = ids.map((id) => advisoryOf('issue', this.#subscriptionId, id, strength));
		await this.#advisory.take(wanted, !this.#holdsRows);
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
		this.#holdsRows = true;
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
