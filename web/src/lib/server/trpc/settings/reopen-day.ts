import { z } from 'zod';
import { dayField } from '#domain/values/moment-fields.ts';
import { reopenDay as reopen } from '#domain/closed-days/reopen-day.ts';
import { responsableProcedure } from '../builders.ts';

const reopenDayInput = z.object({ day: dayField });

/** A closed day is an ordinary one again. */
export const reopenDay = responsableProcedure
	.input(reopenDayInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => reopen(tx, input.day)));
