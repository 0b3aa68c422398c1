import { z } from 'zod';
import { stopReminders as stop } from '#domain/connections/remind-administrator.ts';
import { userProcedure } from '../builders.ts';

const stopRemindersInput = z.object({ connectionId: z.uuid() });

/** *Arrêter les rappels*: the administrator gets no further one. */
export const stopReminders = userProcedure
	.input(stopRemindersInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => stop(tx, ctx.actor, input.connectionId)));
