import { listMailboxes as list } from '#domain/mailboxes/show/list-mailboxes.ts';
import { userProcedure } from '../builders.ts';

/** The mailboxes of the caller's subscription, with what they did today. */
export const listMailboxes = userProcedure.query(({ ctx }) =>
	ctx.inSubscription((tx) => list(tx, ctx.actor)),
);
