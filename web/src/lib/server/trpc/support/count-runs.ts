import { countRuns as count } from '#domain/support/count-runs.ts';
import { supportProcedure } from '../builders.ts';

/** Live runs by kind and reason, the subscriptions and mailboxes to filter by, and the alarms: mailboxes that nobody reads, and those that a restore still holds. */
export const countRuns = supportProcedure.query(({ ctx }) =>
	ctx.services.database.asSupport((tx) => count(tx)),
);
