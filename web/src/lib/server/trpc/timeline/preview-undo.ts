import { z } from 'zod';
import { previewUndo as preview } from '#domain/automations/undo/undo-event.ts';
import { userProcedure } from '../builders.ts';

const previewUndoInput = z.object({ eventId: z.uuid() });

/** What *Annuler* would restore, and what a person changed since, which stays (5.4-9). */
export const previewUndo = userProcedure
	.input(previewUndoInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => preview(tx, input.eventId)));
