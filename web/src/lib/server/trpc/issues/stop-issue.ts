import { z } from 'zod';
import { stopIssue as stop } from '#domain/newsletters/issues/stop-issue.ts';
import { userProcedure } from '../builders.ts';

const input = z.object({ issueId: z.uuid() });

/** *Arrêter définitivement*; answers who gets nothing by it, and what is on its way all the same. */
export const stopIssue = userProcedure
	.input(input)
	.mutation(({ ctx, input: wish }) => ctx.inSubscription((tx) => stop(tx, ctx.actor, wish)));
