import { z } from 'zod';
import { auditVisit, supportActor } from '#domain/support/audit.ts';
import { readRun as read } from '#domain/support/read-run.ts';
import { RUN_KINDS } from '#workflows/contracts/run-ref.ts';
import { supportProcedure } from '../builders.ts';

const readRunInput = z.object({ kind: z.enum(RUN_KINDS), id: z.uuid() });

/** The page of a run of any kind; opening it is a line of the audit that its subscription sees. */
export const readRun = supportProcedure.input(readRunInput).query(async ({ ctx, input }) => {
	const { database } = ctx.services;
	const page = await database.asSupport((tx) => read(tx, input, new Date()));
	const { subscription } = page.run;
	// What is the installation's own is nobody's to see.
	if (!subscription) return page;
	const actor = supportActor(subscription.id, ctx.viewer.userId);
	await database.inSubscription(subscription.id, (tx) =>
		auditVisit(tx, actor, { ...input, act: 'opened-run' }),
	);
	return page;
});
