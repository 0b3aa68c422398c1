import { z } from 'zod';
import { readMeasuringChoice } from '#domain/tracking/choices/read-choice.ts';
import { userProcedure } from '../builders.ts';

/** What a contact chose, who wrote it down, and what may be measured of her. */
export const readChoice = userProcedure
	.input(z.object({ contactId: z.uuid() }))
	.query(({ ctx, input }) => ctx.inSubscription((tx) => readMeasuringChoice(tx, input.contactId)));
