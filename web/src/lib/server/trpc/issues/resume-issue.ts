import { z } from 'zod';
import { resumeIssue as resume } from '#domain/newsletters/issues/pause-issue.ts';
import { userProcedure } from '../builders.ts';

const input = z.object({ issueId: z.uuid() });

/** *Reprendre*: what waited leaves. */
export const resumeIssue = userProcedure
	.input(input)
	.mutation(({ ctx, input: wish }) => ctx.inSubscription((tx) => resume(tx, ctx.actor, wish)));
