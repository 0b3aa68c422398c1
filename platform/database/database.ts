import type { KeyObject } from 'node:crypto';
import pg from 'pg';
import type { Prisma } from '#prisma/generated/client/client.ts';
import { databaseLimits, watchLimits } from '#platform/limits.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { AskedTooLate, type Advisory, type LockStrength } from './advisory-locks.ts';
import { connectionOptions, type DatabaseRole } from './connection-options.ts';
import { mayRunAgain } from './failures.ts';
import { HeldConnection, PipelinedConnection } from './held-connection.ts';
import { LockLedger, type Lockable } from './locks.ts';
import { lendToPrisma, openPrisma } from './prisma-within.ts';
import { rawStatement, type RawStatement } from './raw-statement.ts';

/** What a process was given of its installation, for whoever decides by it. The database of the process holds it. */
export interface ProcessFacts {
	/** How long a proof that a mailbox is read holds, in milliseconds. */
	readonly proofFresh: number;
	/** The installation has a sender of its own, from which mails to users leave. */
	readonly writesToUsers: boolean;
	/**
	 * Under which addresses are hashed on the suppression list.
	 *
	 * @throws Error where the process opened none: silence here would let mails leave to people who object.
	 */
	suppressionKey(): KeyObject;
	/**
	 * With what addresses are sealed on the suppression list.
	 *
	 * @throws Error where the process opened none.
	 */
	envelopes(): Envelopes;
}

/** Everything a service needs: the rows of one subscription, the one clock, the locks. */
export interface Transaction {
	/** Sees and writes this subscription's rows only (forced row-level security). */
	readonly db: Prisma.TransactionClient;
	/**
	 * The same connection without Prisma, for what stands in the way of every step: a prepared statement, its values in
	 * place, fragments (`Prisma.sql`) too. Answers what pg reads: a `bigint` is a string; a `date` is to be asked as text.
	 * What is asked at once runs in the order in which it was asked, each statement after the one before it, as locks are:
	 * those that need nothing of each other's answers cost one wait.
	 *
	 * @throws pg.DatabaseError with PostgreSQL's code.
	 */
	readonly sql: RawStatement;
	readonly subscriptionId: string;
	/** Domain time of this transaction, read once (docs/design/clock.md). */
	readonly at: Date;
	readonly process: ProcessFacts;
	/** Locks rows in the one order (mailbox, engagement, send, contact, company, sending domain); answers those that exist. */
	lock(kind: Lockable, ids: readonly string[], strength?: LockStrength): Promise<string[]>;
	/**
	 * Locks addresses, before any row: `share` to arm a mail to them, `update` to record that nothing may leave to them. What
	 * is read after it sees every mail that was armed to them, or keeps every one from being armed.
	 *
	 * @param hashes those of `suppressionHash`.
	 */
	lockAddresses(hashes: readonly Uint8Array[], strength: LockStrength): Promise<void>;
	/** Locks issues of newsletters, behind addresses: `share` to arm, `update` to pause or stop. */
	lockIssues(ids: readonly string[], strength: LockStrength): Promise<void>;
}

/** Reads what belongs to the installation: no subscription's row is visible. */
export interface InstallationTransaction {
	readonly db: Prisma.TransactionClient;
	readonly at: Date;
	readonly process: ProcessFacts;
}

/** Limits of a transaction, in milliseconds. */
export interface TransactionLimits {
	/** How long one statement may take. */
	statement: number;
	/** How long the whole transaction may take. */
	transaction: number;
}

/** The database as the product uses it. One a process. */
export interface Database {
	/**
	 * One transaction in one subscription. It is run again on 40001 and 40P01, so `work` may run more than once and
	 * must do nothing but database work: no network call, no lock is open during one.
	 */
	inSubscription<T>(
		subscriptionId: string,
		work: (tx: Transaction) => Promise<T>,
		limits?: Partial<TransactionLimits>,
	): Promise<T>;
	/** One transaction without a subscription: installation, shared reference, keys. */
	inInstallation<T>(work: (tx: InstallationTransaction) => Promise<T>): Promise<T>;
	/** One read-only transaction over the runs of all subscriptions, as support (5.6-25). Audit what it is used for. */
	asSupport<T>(work: (tx: InstallationTransaction) => Promise<T>): Promise<T>;
	/**
	 * One transaction that writes what holds the sends of all subscriptions: a proven restore, a halt of the installation
	 * (5.7-24). It sees no subscription's row.
	 */
	asHalt<T>(work: (tx: InstallationTransaction) => Promise<T>): Promise<T>;
	/** Takes what the suppression list is kept with, once at the start of the process (openSuppressionKey). */
	holdSuppressionKey(key: KeyObject, envelopes: Envelopes): void;
	close(): Promise<void>;
}

const { statement, transaction } = databaseLimits;
const DEFAULT_LIMITS: TransactionLimits = { statement, transaction };
const TRIES = 5;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function openPool(
	{ url, name, plansOnce }: Pick<DatabaseSettings, 'url' | 'name' | 'plansOnce'>,
	role: DatabaseRole,
	connections: number,
): pg.Pool {
	const options = connectionOptions(url, role, name);
	const pool = new pg.Pool({
		...options,
		...(plansOnce ? { options: `${options.options} -c plan_cache_mode=force_generic_plan` } : {}),
		max: connections,
		connectionTimeoutMillis: databaseLimits.waitForConnection,
		idleTimeoutMillis: databaseLimits.idleConnection,
		Client: PipelinedConnection,
	});
	pool.on('error', () => {}); // an idle connection that was cut: the next transaction opens another
	return pool;
}

const READ_CLOCK = { name: 'clock', text: 'SELECT domain_now() AS at' };

const ENTER = {
	name: 'enter',
	text: `${READ_CLOCK.text}, set_config('app.subscription', $1, true)`,
};

const ENTER_WITHIN = {
	name: 'enter-within',
	text: `${ENTER.text}, set_config('statement_timeout', $2, true)`,
};

/** The one clock, the subscription and the limit of this transaction's statements: it goes with BEGIN. */
function firstStatement(subscriptionId: string, { statement }: TransactionLimits): pg.QueryConfig {
	if (statement === DEFAULT_LIMITS.statement) return { ...ENTER, values: [subscriptionId] };
	return { ...ENTER_WITHIN, values: [subscriptionId, String(Math.ceil(statement))] };
}

/** What PostgreSQL itself ends after longer than a connection waits usually is waited for. */
function answerWithin({ statement, transaction }: TransactionLimits): number | undefined {
	return transaction > databaseLimits.transaction ? statement + databaseLimits.statement : undefined;
}

async function pause(milliseconds: number): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** @throws Error where `work` took longer than `limit` milliseconds; what it still asks then is refused. */
async function within<T>(limit: number, work: Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error('a transaction took too long')), limit);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}

/** @param run is given the advisory locks that an earlier run asked for too late. */
async function runAgainWhenCrossed<T>(run: (first: readonly Advisory[]) => Promise<T>): Promise<T> {
	let first: readonly Advisory[] = [];
	for (let attempt = 1; ; attempt++) {
		try {
			return await run(first);
		} catch (error) {
			const isLate = error instanceof AskedTooLate;
			if (attempt >= TRIES || !(isLate || mayRunAgain(error))) throw error;
			if (isLate) {
				first = error.wanted;
				continue;
			}
			await pause(Math.random() * 20 * 2 ** attempt);
		}
	}
}

/** How the product's database is opened. */
export interface DatabaseSettings {
	/** The owner's address; connections take the roles of the product by themselves. */
	readonly url: string;
	/** Names the process in pg_stat_activity. */
	readonly name: string;
	/** Connections of the app's pool. */
	readonly connections?: number;
	/** How long a proof that a mailbox is read holds, in milliseconds; watchers renew it sooner. */
	readonly proofFresh?: number;
	/** The installation has a sender of its own; by default it has none. */
	readonly writesToUsers?: boolean;
	/**
	 * True for a process that asks few statements over and over: each connection plans one once and for any values, where
	 * PostgreSQL would plan it six times to compare. A plan made for values may also be the worse one: of a subscription that
	 * the statistics do not know yet it takes every table for empty.
	 */
	readonly plansOnce?: boolean;
}

/** Opens the product's database. */
export function openDatabase(settings: DatabaseSettings): Database {
	const app = openPool(settings, 'refrain_app', settings.connections ?? databaseLimits.connections);
	let support: pg.Pool | undefined;
	let halt: pg.Pool | undefined;
	const prisma = openPrisma();
	let held: { readonly key: KeyObject; readonly envelopes: Envelopes } | undefined;
	const suppressionHeld = () => {
		if (!held) throw new Error('the suppression key was not opened');
		return held;
	};
	const process: ProcessFacts = {
		proofFresh: settings.proofFresh ?? watchLimits.proofFresh,
		writesToUsers: settings.writesToUsers ?? false,
		suppressionKey: () => suppressionHeld().key,
		envelopes: () => suppressionHeld().envelopes,
	};

	const transact = <T>(
		pool: pg.Pool,
		first: pg.QueryConfig,
		work: (
			db: Prisma.TransactionClient,
			held: HeldConnection,
			at: Date,
			first: readonly Advisory[],
		) => Promise<T>,
		limits: TransactionLimits,
	): Promise<T> =>
		runAgainWhenCrossed(async (wanted) => {
			const { held, row } = await HeldConnection.begin<{ at: Date }>(pool, first, answerWithin(limits));
			const { db, leave } = lendToPrisma(prisma, held, limits.transaction);
			try {
				const done = await within(limits.transaction, work(db, held, row.at, wanted));
				await leave();
				await held.commit();
				return done;
			} catch (error) {
				await leave();
				await held.rollBack();
				throw error;
			}
		});

	const withoutSubscription = <T>(
		pool: pg.Pool,
		work: (tx: InstallationTransaction) => Promise<T>,
	): Promise<T> => transact(pool, READ_CLOCK, (db, _held, at) => work({ db, at, process }), DEFAULT_LIMITS);

	return {
		async inSubscription(subscriptionId, work, limits) {
			if (!UUID.test(subscriptionId)) throw new Error('a subscription id is a uuid');
			const bounds = { ...DEFAULT_LIMITS, ...limits };
			return transact(
				app,
				firstStatement(subscriptionId, bounds),
				async (db, held, at, first) => {
					const sql = rawStatement(held);
					const ledger = new LockLedger(sql, subscriptionId);
					await ledger.takeFirst(first);
					return work({
						db,
						sql,
						subscriptionId,
						at,
						process,
						lock: (kind, ids, strength) => ledger.lock(kind, ids, strength),
						lockAddresses: (hashes, strength) => ledger.lockAddresses(hashes, strength),
						lockIssues: (ids, strength) => ledger.lockIssues(ids, strength),
					});
				},
				bounds,
			);
		},
		inInstallation: (work) => withoutSubscription(app, work),
		asSupport: (work) => {
			support ??= openPool(settings, 'refrain_support', 2);
			return withoutSubscription(support, work);
		},
		asHalt: (work) => {
			halt ??= openPool(settings, 'refrain_halt', 1);
			return withoutSubscription(halt, work);
		},
		holdSuppressionKey(key, envelopes) {
			held = { key, envelopes };
		},
		async close() {
			await prisma.$disconnect();
			await Promise.all([app, support, halt].map((pool) => pool?.end()));
		},
	};
}
