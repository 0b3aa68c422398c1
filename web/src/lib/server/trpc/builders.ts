/** The four kinds of procedures: what a person must be to call them is said once, here. */
import { initTRPC, TRPCError } from '@trpc/server';
import superjson from 'superjson';
import type { Transaction } from '#platform/database/database.ts';
import { answerOnce } from './answer-once.ts';
import { withAwaitedRun, type Awaiting, type RunOfCommand } from './answer-of-run.ts';
import type { Context } from './context.ts';
import { toTRPCError, describeFailure } from './failures.ts';

/** What is said of a procedure beside its input. */
interface Meta {
	/** Its answer holds a secret that is stored nowhere: sent again, the act is done again. */
	answersSecret?: boolean;
	/** It only reads, what is too long for an address: sent again, it is answered again. */
	readsOnly?: boolean;
}

const t = initTRPC
	.context<Context>()
	.meta<Meta>()
	.create({
		transformer: superjson,
		isDev: false,
		sse: {
			// A proxy or a sleeping laptop is noticed within a minute.
			ping: { enabled: true, intervalMs: 15_000 },
			client: { reconnectAfterInactivityMs: 40_000 },
		},
		errorFormatter: ({ shape, error, ctx }) => {
			const told = describeFailure(error, ctx?.language ?? 'fr');
			return { ...shape, ...told, data: { ...shape.data, ...told, stack: undefined } };
		},
	});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Turns what a service refused into an answer with its code and sentence; logs only what nobody foresaw. */
const withFailures = t.middleware(async ({ ctx, next, path }) => {
	const result = await next();
	if (result.ok) return result;
	const error = toTRPCError(result.error);
	if (error.code === 'INTERNAL_SERVER_ERROR') {
		ctx.services.logger.error({ err: error.cause ?? error, path }, 'a procedure failed');
	}
	throw error;
});

/** Anybody, signed in or not. */
export const publicProcedure = t.procedure.use(withFailures);

/**
 * A signed-in user of a subscription. `inSubscription` runs one transaction over their own rows; an act that names its
 * request is done once, however often its browser sends it.
 */
export const userProcedure = publicProcedure.use(async ({ ctx, next, type, path, meta, getRawInput }) => {
	const { viewer, services } = ctx;
	if (!viewer) throw new TRPCError({ code: 'UNAUTHORIZED' });
	if (viewer.kind !== 'user') throw new TRPCError({ code: 'FORBIDDEN' });
	const { subscriptionId, userId, licence } = viewer;
	const isActOnce = type === 'mutation' && !meta?.answersSecret && !meta?.readsOnly;
	const requestId = isActOnce ? ctx.requestId : undefined;
	const request = requestId && {
		...{ requestId, userId, procedure: path },
		input: services.envelopes.fingerprint(superjson.stringify(await getRawInput()), `request:${requestId}`),
	};
	const once = <T>(work: (tx: Transaction) => Promise<T>) =>
		request ? (tx: Transaction) => answerOnce(tx, request, () => work(tx)) : work;
	return next({
		ctx: {
			viewer,
			actor: { subscriptionId, userId, licence },
			inSubscription: <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
				services.database.inSubscription(subscriptionId, once(work)),
			/** The same for a command about a run: its answer names the run that is to look. */
			command: <T extends object>(
				work: (tx: Transaction) => Promise<T>,
				runOf: (done: T) => RunOfCommand | undefined,
			): Promise<T & Awaiting> =>
				services.database.inSubscription(
					subscriptionId,
					once((tx: Transaction) => withAwaitedRun(tx, work, runOf)),
				),
			/** *Monde de démonstration*, as this subscription may see it. */
			worldRoom: { database: services.database, world: services.world, subscriptionId },
		},
	});
});

/** A user with the licence *responsable*. */
export const responsableProcedure = userProcedure.use(({ ctx, next }) => {
	if (ctx.viewer.licence !== 'responsable') throw new TRPCError({ code: 'FORBIDDEN' });
	return next();
});

/** Support staff of the installation. */
export const supportProcedure = publicProcedure.use(({ ctx, next }) => {
	const { viewer } = ctx;
	if (!viewer) throw new TRPCError({ code: 'UNAUTHORIZED' });
	if (viewer.kind !== 'support') throw new TRPCError({ code: 'FORBIDDEN' });
	return next({ ctx: { viewer } });
});

/** Anybody who is signed in: a user or support. */
export const signedInProcedure = publicProcedure.use(({ ctx, next }) => {
	if (!ctx.viewer) throw new TRPCError({ code: 'UNAUTHORIZED' });
	return next({ ctx: { viewer: ctx.viewer } });
});
