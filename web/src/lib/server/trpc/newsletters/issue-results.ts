import { z } from 'zod';
import { readIssueResults as read } from '#domain/newsletters/issues/results/read-issue-results.ts';
import { userProcedure } from '../builders.ts';

const readIssueResultsInput = z.object({ issueId: z.uuid() });

/** What became of an issue: its numbers, its links, its time. */
export const readIssueResults = userProcedure
	.input(readIssueResultsInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => read(tx, input.issueId)));
