import { z } from 'zod';
import { readIssueHistory as read } from '#domain/newsletters/issues/history/read-issue-history.ts';
import { userProcedure } from '../builders.ts';

const input = z.object({ issueId: z.uuid() });

/** What happened to an issue, and who did what to it. */
export const readIssueHistory = userProcedure
	.input(input)
	.query(({ ctx, input: { issueId } }) => ctx.inSubscription((tx) => read(tx, issueId)));
