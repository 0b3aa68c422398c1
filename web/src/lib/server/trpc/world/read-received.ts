import { z } from 'zod';
import { numberField } from '#domain/values/number-field.ts';
import { readReceived as read } from '#domain/demonstration/own-world.ts';
import { userProcedure } from '../builders.ts';

const readReceivedInput = z.object({ id: numberField });

/** One mail as its recipient has it. */
export const readReceived = userProcedure
	.input(readReceivedInput)
	.query(({ ctx, input }) => read(ctx.worldRoom, input.id));
