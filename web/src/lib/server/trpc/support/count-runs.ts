import { countRuns as count } from '#domain/support/list-runs.ts';
import { supportProcedure } from '../builders.ts';

/** Live runs by reason, and the subscriptions to filter by. */
export const countRuns = supportProcedure.query(({ ctx }) =>
	ctx.services.database.asSupport((tx) => count(tx)),
);
