import { z } from 'zod';
import { visitSheet as visit } from '#domain/notifications/visit-sheet.ts';
import { userProcedure } from '../builders.ts';

const visitSheetInput = z.object({ companyId: z.uuid() });

/** The caller has opened a company's sheet: its notifications are treated (C1-51). */
export const visitSheet = userProcedure
	.input(visitSheetInput)
	.mutation(({ ctx, input }) =>
		ctx.inSubscription((tx) => visit(tx, { companyId: input.companyId, userId: ctx.actor.userId })),
	);
