import { z } from 'zod';
import { changeSenderOfPart as change } from '#domain/newsletters/issues/change-sender-of-part.ts';
import { userProcedure } from '../builders.ts';

const input = z.object({ issueId: z.uuid(), partId: z.uuid(), senderId: z.uuid() });

/** *Changer d’expéditeur* of what waits of a part (D-43). */
export const changeSenderOfPart = userProcedure
	.input(input)
	.mutation(({ ctx, input: wish }) => ctx.inSubscription((tx) => change(tx, ctx.actor, wish)));
