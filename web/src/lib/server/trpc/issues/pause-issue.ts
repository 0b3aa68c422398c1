import { z } from 'zod';
import { pauseIssue as pause } from '#domain/newsletters/issues/pause-issue.ts';
import { userProcedure } from '../builders.ts';

const input = z.object({ issueId: z.uuid() });

/** *Mettre en pause*, by a *responsable* or the newsletter’s owner; answers what waits and what is on its way. */
export const pauseIssue = userProcedure
	.input(input)
	.mutation(({ ctx, input: wish }) => ctx.inSubscription((tx) => pause(tx, ctx.actor, wish)));
