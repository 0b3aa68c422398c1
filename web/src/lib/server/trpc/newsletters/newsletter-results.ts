import { z } from 'zod';
import { compareIssues as compare } from '#domain/newsletters/issues/results/compare-issues.ts';
import { userProcedure } from '../builders.ts';

const compareIssuesInput = z.object({ newsletterId: z.uuid() });

/** The last issues of a newsletter side by side. */
export const compareIssues = userProcedure
	.input(compareIssuesInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => compare(tx, input.newsletterId)));
