import { z } from 'zod';
import { previewSupportStop } from '#domain/support/preview-support-stop.ts';
import { supportProcedure } from '../builders.ts';
import { subscriptionOfRun } from './subscription-of-run.ts';

const previewSupportStopInput = z.object({ engagementId: z.uuid() });

/** What STOP or *Retirer* of support would do to a run. */
export const previewStop = supportProcedure
	.input(previewSupportStopInput)
	.query(async ({ ctx: { services }, input: { engagementId } }) =>
		services.database.inSubscription(await subscriptionOfRun(services.database, engagementId), (tx) =>
			previewSupportStop(tx, engagementId),
		),
	);
