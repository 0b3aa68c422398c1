import { z } from 'zod';
import { confirmSameContent as confirm } from '#domain/newsletters/issues/confirm-same-content.ts';
import { userProcedure } from '../builders.ts';

const input = z.object({ issueId: z.uuid() });

/** The issue leaves although nobody changed its content (5.7-10). */
export const confirmSameContent = userProcedure
	.input(input)
	.mutation(({ ctx, input: wish }) => ctx.inSubscription((tx) => confirm(tx, ctx.actor, wish)));
