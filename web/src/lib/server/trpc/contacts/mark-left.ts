import { z } from 'zod';
import { markLeft as mark } from '#domain/contacts/mark-left.ts';
import { userProcedure } from '../builders.ts';

const markLeftInput = z.object({ contactId: z.uuid(), left: z.boolean() });

/** Ticks or unticks *A quitté la société* (R-57). */
export const markLeft = userProcedure
	.input(markLeftInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => mark(tx, ctx.actor, input)));
