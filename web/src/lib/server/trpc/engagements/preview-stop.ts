import { z } from 'zod';
import { previewStop as preview } from '#domain/engagements/acts/preview-stop.ts';
import { userProcedure } from '../builders.ts';

const previewStopInput = z.object({ engagementId: z.uuid() });

/** What STOP or *Retirer* would do: mails that would not leave, automations of either verdict. */
export const previewStop = userProcedure
	.input(previewStopInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => preview(tx, input.engagementId)));
