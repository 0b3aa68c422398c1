import { previewLateBatch as preview } from '#domain/engagements/acts/decide-late-batch.ts';
import { userProcedure } from '../builders.ts';

/** The steps that wait for one decision after an outage; null: none do. */
export const previewLateBatch = userProcedure.query(({ ctx }) =>
	ctx.inSubscription(async (tx) => (await preview(tx)) ?? null),
);
