import { listRuns as list, runFiltersSchema } from '#domain/support/list-runs.ts';
import { supportProcedure } from '../builders.ts';

/** *Exécutions*: a page of runs of every kind, of all subscriptions. */
export const listRuns = supportProcedure
	.input(runFiltersSchema)
	.query(({ ctx, input }) => ctx.services.database.asSupport((tx) => list(tx, input)));
