import { z } from 'zod';
import { subscribeReaders as subscribe } from '#domain/demonstration/subscribe-readers.ts';
import { userProcedure } from '../builders.ts';

const subscribeReadersInput = z.object({ newsletterId: z.uuid(), senderId: z.uuid().optional() });

/** Subscribes the many readers of the demonstration world to a newsletter. */
export const subscribeReaders = userProcedure
	.input(subscribeReadersInput)
	.mutation(({ ctx, input }) => subscribe(ctx.worldRoom, ctx.actor, input));
