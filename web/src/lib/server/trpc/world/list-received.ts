import { z } from 'zod';
import { listReceived as list } from '#domain/demonstration/own-world.ts';
import { userProcedure } from '../builders.ts';

const listReceivedInput = z.object({ person: z.string().max(320) });

/** What somebody of the demonstration world received from the caller's subscription. */
export const listReceived = userProcedure
	.input(listReceivedInput)
	.query(({ ctx, input }) => list(ctx.worldRoom, input.person));
