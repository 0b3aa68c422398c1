import { z } from 'zod';
import { auditVisit, supportActor } from '#domain/support/audit.ts';
import { readRun as read } from '#domain/support/read-run.ts';
import { supportProcedure } from '../builders.ts';

const readRunInput = z.object({ engagementId: z.uuid() });

/** A run's page; opening it is a line of the audit that its subscription sees. */
export const readRun = supportProcedure.input(readRunInput).query(async ({ ctx, input }) => {
	const { database } = ctx.services;
	const { engagementId } = input;
	const page = await database.asSupport((tx) => read(tx, engagementId, new Date()));
	const actor = supportActor(page.subscription.id, ctx.viewer.userId);
	await database.inSubscription(actor.subscriptionId, (tx) =>
		auditVisit(tx, actor, { engagementId, act: 'opened-run' }),
	);
	return page;
});
