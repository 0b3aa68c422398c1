import { z } from 'zod';
import { dayField } from '#domain/values/moment-fields.ts';
import { decideAbsence as decide } from '#domain/engagements/acts/decide-absence.ts';
import { userProcedure } from '../builders.ts';

const decideAbsenceInput = z.object({
	requestId: z.uuid(),
	engagementId: z.uuid(),
	decision: z.discriminatedUnion('choice', [
		z.object({ choice: z.literal('continue') }),
		z.object({ choice: z.literal('until'), day: dayField }),
	]),
});

/** What a person knows about an absence. */
export const decideAbsence = userProcedure.input(decideAbsenceInput).mutation(({ ctx, input }) =>
	ctx.command(
		(tx) => decide(tx, ctx.actor, input),
		() => ({ kind: 'engagement', id: input.engagementId }),
	),
);
