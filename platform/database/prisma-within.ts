import { AsyncLocalStorage } from 'node:async_hooks';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { Prisma } from '#prisma/generated/client/client.ts';
import { PrismaClient } from '#prisma/generated/client/client.ts';
import type { HeldConnection } from './held-connection.ts';
import { nameOf } from './raw-statement.ts';

/** The transaction in which Prisma opens its own at this moment. */
const opening = new AsyncLocalStorage<HeldConnection>();

/** What Prisma asks to begin and to end its transaction: ours has begun, and ends by itself. */
const BOUNDS = ['BEGIN', 'COMMIT', 'ROLLBACK'];
const NOTHING = { rows: [], fields: [], rowCount: 0 };

/** Where Prisma takes the connection of a transaction: it gets the one that is held already, and none otherwise. */
class PoolOfHeld extends pg.Pool {
	override connect(): Promise<pg.PoolClient> {
		const held = opening.getStore();
		if (!held) return Promise.reject(new Error('Prisma is used within a transaction only'));
		const lent = {
			query: async (query: pg.QueryConfig) => (BOUNDS.includes(query.text) ? NOTHING : held.query(query)),
			// The transaction hears of a lost connection, and gives it back.
			on: () => lent,
			removeListener: () => lent,
			release() {},
		};
		return Promise.resolve(lent as unknown as pg.PoolClient);
	}
}

/** Opens a client that works within transactions that are held already, and has no connection of its own. */
export function openPrisma(): PrismaClient {
	const adapter = new PrismaPg(new PoolOfHeld(), { statementNameGenerator: nameOf });
	return new PrismaClient({ adapter, errorFormat: 'minimal' });
}

/** Prisma within one transaction. */
export interface PrismaWithin {
	readonly db: Prisma.TransactionClient;
	/** To be called before the transaction ends. */
	leave(): Promise<void>;
}

/**
 * Lends a transaction to Prisma where somebody uses it, and no sooner: what stands in the way of every step asks pg, and
 * would pay for Prisma's bookkeeping of a transaction, which is more than half of what an empty one costs.
 *
 * @param limit Milliseconds after which Prisma forgets the transaction, should it never be left.
 */
export function lendToPrisma(client: PrismaClient, held: HeldConnection, limit: number): PrismaWithin {
	const over = Promise.withResolvers<void>();
	let left: Promise<unknown> | undefined;
	let opened: Promise<Prisma.TransactionClient> | undefined;
	const open = () =>
		(opened ??= new Promise((resolve, reject) => {
			const work = (db: Prisma.TransactionClient) => {
				resolve(db);
				return over.promise;
			};
			left = opening.run(held, () => client.$transaction(work, { maxWait: limit, timeout: limit }));
			left.catch(reject);
		}));
	return {
		db: openedAtFirstUse(open),
		async leave() {
			over.resolve();
			// Once it is open there is nothing that could fail in it: its bounds are asked of nobody.
			await left?.catch(() => {});
		},
	};
}

type Methods = Record<string, (...values: unknown[]) => unknown>;

/** Stands for a client that is opened when a method of it, or of one of its models, is called. */
function openedAtFirstUse(open: () => Promise<Prisma.TransactionClient>): Prisma.TransactionClient {
	const asked = async (of: (db: Prisma.TransactionClient) => Methods, name: string, values: unknown[]) =>
		of(await open())[name]!(...values);
	const methods = (of: (db: Prisma.TransactionClient) => Methods) =>
		new Proxy({} as Methods, {
			get: (_, name) =>
				typeof name === 'symbol' || name === 'then'
					? undefined
					: (...values: unknown[]) => asked(of, name, values),
		});
	const all = (db: Prisma.TransactionClient) => db as unknown as Methods;
	return new Proxy({} as Prisma.TransactionClient, {
		get(_, name) {
			if (typeof name === 'symbol' || name === 'then') return undefined;
			if (name.startsWith('$')) return (...values: unknown[]) => asked(all, name, values);
			return methods((db) => db[name as keyof Prisma.TransactionClient] as unknown as Methods);
		},
	});
}
