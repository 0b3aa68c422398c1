import { listNewsletters as list } from '#domain/newsletters/list-newsletters.ts';
import { userProcedure } from '../builders.ts';

/** All newsletters of the subscription, with what comes next and who is subscribed. */
export const listNewsletters = userProcedure.query(({ ctx }) =>
	ctx.inSubscription((tx) => list(tx, ctx.actor)),
);
