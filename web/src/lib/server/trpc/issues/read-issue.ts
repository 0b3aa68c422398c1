import { z } from 'zod';
import { readIssue as read } from '#domain/newsletters/issues/show/read-issue.ts';
import { userProcedure } from '../builders.ts';

const input = z.object({ issueId: z.uuid() });

/** An issue with its senders, and what became of its recipients. */
export const readIssue = userProcedure
	.input(input)
	.query(({ ctx, input: { issueId } }) => ctx.inSubscription((tx) => read(tx, ctx.actor, issueId)));
