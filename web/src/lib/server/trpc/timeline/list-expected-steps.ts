import { z } from 'zod';
import { listExpectedSteps as list } from '#domain/timeline/show/list-expected-steps.ts';
import { userProcedure } from '../builders.ts';

const listExpectedStepsInput = z.union([
	z.object({ companyId: z.uuid() }),
	z.object({ engagementId: z.uuid() }),
]);

/** The future of a timeline: the steps still to come, farthest first. */
export const listExpectedSteps = userProcedure
	.input(listExpectedStepsInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => list(tx, input)));
