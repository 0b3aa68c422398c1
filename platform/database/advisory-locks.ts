import { hash } from 'node:crypto';
import type { RawStatement } from './raw-statement.ts';

/** `update` excludes everybody else who locks; `share` only those who want to change. */
export type LockStrength = 'update' | 'share';

/** What is locked by its name, whether or not a row of it exists, in the order in which it is taken. */
export type NamedLock = 'addresses' | 'address' | 'issue';

const ORDER = { addresses: 0, address: 1, issue: 2 } as const satisfies Record<NamedLock, number>;

/** One advisory lock: where it stands in the order, and its key in PostgreSQL. */
export interface Advisory {
	readonly rank: number;
	readonly key: bigint;
	readonly strength: LockStrength;
}

/** The advisory lock of a name in a subscription. */
export function advisoryOf(
	kind: NamedLock,
	subscriptionId: string,
	name: string,
	strength: LockStrength,
): Advisory {
	const digest = hash('sha256', `${kind}\0${subscriptionId.toLowerCase()}\0${name}`, 'buffer');
	return { rank: ORDER[kind], key: digest.readBigInt64BE(), strength };
}

/**
 * Somebody holds an advisory lock that was asked for out of its order: the transaction is run again and takes it first, so
 * that nobody ever waits for one while holding what the holder may wait for.
 */
export class AskedTooLate extends Error {
	override name = 'AskedTooLate';
	readonly wanted: readonly Advisory[];

	constructor(wanted: readonly Advisory[]) {
		super('an advisory lock was asked for after what comes behind it');
		this.wanted = wanted;
	}
}

/** The advisory locks of one transaction (docs/design/rows-and-commands.md#locks). */
export class AdvisoryLocks {
	readonly #held = new Map<bigint, Advisory>();
	#last: Advisory | undefined;
	readonly #sql: RawStatement;

	constructor(sql: RawStatement) {
		this.#sql = sql;
	}

	/**
	 * Takes them in one statement, in their order; those that stand behind all that is held are waited for, others are had at
	 * once or not at all.
	 *
	 * @param mayWait False once rows are locked: whoever holds such a lock may wait for those.
	 * @throws {AskedTooLate}
	 */
	async take(wanted: readonly Advisory[], mayWait: boolean): Promise<void> {
		const missing = strongestOfEach(wanted).filter((one) => !this.#holds(one));
		const [first] = missing;
		if (!first) return;
		const keys = missing.map(({ key }) => key.toString());
		const shared = missing.map(({ strength }) => strength === 'share');
		const waits = mayWait && (this.#last === undefined || inOrder(this.#last, first) < 0);
		for (const one of missing) this.#held.set(one.key, one);
		this.#last = [...this.#held.values()].sort(inOrder).at(-1);
		if (waits) {
			await this.#sql`
				SELECT CASE WHEN shared THEN pg_advisory_xact_lock_shared(key) ELSE pg_advisory_xact_lock(key) END
				FROM unnest(${keys}::bigint[], ${shared}::boolean[]) AS wanted (key, shared)`;
			return;
		}
		const got = await this.#sql<{ got: boolean }>`
			SELECT CASE WHEN shared THEN pg_try_advisory_xact_lock_shared(key) ELSE pg_try_advisory_xact_lock(key) END AS got
			FROM unnest(${keys}::bigint[], ${shared}::boolean[]) AS wanted (key, shared)`;
		if (got.some((one) => !one.got)) throw new AskedTooLate([...this.#held.values()]);
	}

	#holds({ key, strength }: Advisory): boolean {
		const held = this.#held.get(key)?.strength;
		return held === 'update' || (held !== undefined && held === strength);
	}
}

function inOrder(one: Advisory, other: Advisory): number {
	if (one.rank !== other.rank) return one.rank - other.rank;
	return one.key < other.key ? -1 : one.key > other.key ? 1 : 0;
}

function strongestOfEach(wanted: readonly Advisory[]): Advisory[] {
	const byKey = new Map<bigint, Advisory>();
	for (const one of wanted) if (byKey.get(one.key)?.strength !== 'update') byKey.set(one.key, one);
	return [...byKey.values()].sort(inOrder);
}
