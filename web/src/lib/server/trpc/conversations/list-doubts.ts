import { doubtFiltersSchema, listDoubts as list } from '#domain/conversations/list-doubts.ts';
import { userProcedure } from '../builders.ts';

/** *À vérifier*: received mails whose meaning a person has to say (5.7-1), of the subscription, a company, a contact or a run. */
export const listDoubts = userProcedure
	.input(doubtFiltersSchema)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => list(tx, ctx.actor, input)));
