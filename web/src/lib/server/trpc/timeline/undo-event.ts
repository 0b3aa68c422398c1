import { z } from 'zod';
import { undoEvent as undo } from '#domain/automations/undo/undo-event.ts';
import { userProcedure } from '../builders.ts';

const undoEventInput = z.object({ eventId: z.uuid() });

/** *Annuler* on a line of the timeline: takes back what it changed, as far as it still stands (5.4-9). */
export const undoEvent = userProcedure
	.input(undoEventInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => undo(tx, ctx.actor, input)));
