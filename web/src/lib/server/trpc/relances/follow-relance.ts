import { z } from 'zod';
import { followRelance as follow } from '#domain/relances/follow-relance.ts';
import { userProcedure } from '../builders.ts';

const followRelanceInput = z.object({ companyId: z.uuid(), userId: z.uuid(), follows: z.boolean() });

/** *Suivi par +*: adds or removes a follower; the last one takes the relance along. */
export const followRelance = userProcedure
	.input(followRelanceInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => follow(tx, ctx.actor, input)));
