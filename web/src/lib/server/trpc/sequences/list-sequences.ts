import { listSequences as list } from '#domain/sequences/list-sequences.ts';
import { userProcedure } from '../builders.ts';

/** All sequences of the subscription, with what became of their engagements. */
export const listSequences = userProcedure.query(({ ctx }) =>
	ctx.inSubscription((tx) => list(tx, ctx.actor)),
);
