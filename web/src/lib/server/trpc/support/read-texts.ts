import { z } from 'zod';
import { supportActor } from '#domain/support/audit.ts';
import { readTexts as read } from '#domain/support/read-texts.ts';
import { supportProcedure } from '../builders.ts';
import { subscriptionOfRun } from './subscription-of-run.ts';

const readTextsInput = z.object({ engagementId: z.uuid() });

/** The mails of a run, while its subscription lets support read them (5.6-25). */
export const readTexts = supportProcedure.input(readTextsInput).query(async ({ ctx, input }) => {
	const { database } = ctx.services;
	const subscriptionId = await subscriptionOfRun(database, input.engagementId);
	const actor = supportActor(subscriptionId, ctx.viewer.userId);
	return database.inSubscription(subscriptionId, (tx) => read(tx, actor, input.engagementId, new Date()));
});
