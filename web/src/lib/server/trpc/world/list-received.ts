import { z } from 'zod';
import { listReceived as list } from '#domain/demonstration/own-world.ts';
import { userProcedure } from '../builders.ts';
import { line } from '#domain/values/line.ts';

const listReceivedInput = z.object({ person: line(320) });

/** What somebody of the demonstration world received from the caller's subscription. */
export const listReceived = userProcedure
	.input(listReceivedInput)
	.query(({ ctx, input }) => list(ctx.worldRoom, input.person));
