import { z } from 'zod';
import { engageContact as engage } from '#domain/engagements/engage/engage-contact.ts';
import { ENGAGE_ANSWERS, type EngageConfirmation } from '#domain/gates/reasons.ts';
import { userProcedure } from '../builders.ts';
import { engageWishInput } from './preview-engagement.ts';

const QUESTIONS = ENGAGE_ANSWERS.filter((code): code is EngageConfirmation => code.startsWith('confirm-'));

const engageContactInput = engageWishInput.extend({
	requestId: z.uuid(),
	/** Null: none; left out: as prefilled (5.6-18). */
	routineId: z.uuid().nullable().optional(),
	/** The questions of the preview that the person answered with yes. */
	confirmed: z.array(z.enum(QUESTIONS)).max(20).default([]),
});

/** Engages a contact in a sequence from the caller's own mailbox (5.6-2). */
export const engageContact = userProcedure.input(engageContactInput).mutation(({ ctx, input }) =>
	ctx.command(
		(tx) => engage(tx, ctx.actor, input),
		(done) => ({ kind: 'engagement', id: done.engagementId }),
	),
);
