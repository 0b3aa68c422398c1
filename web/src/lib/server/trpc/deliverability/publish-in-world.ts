import { z } from 'zod';
import { publishWorldNames } from '#domain/demonstration/own-world.ts';
import { userProcedure } from '../builders.ts';

const publishInWorldInput = z.object({ domainId: z.uuid() });

/** Publishes in the demonstration world what a domain lacks there. */
export const publishInWorld = userProcedure
	.input(publishInWorldInput)
	.mutation(({ ctx, input }) => publishWorldNames(ctx.worldRoom, input.domainId));
