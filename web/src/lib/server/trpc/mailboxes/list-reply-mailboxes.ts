import { mailboxesForReplies } from '#domain/mailboxes/relays/show-relay.ts';
import { responsableProcedure } from '../builders.ts';

/** The mailboxes that may take the replies of a relay. */
export const listReplyMailboxes = responsableProcedure.query(({ ctx }) =>
	ctx.inSubscription((tx) => mailboxesForReplies(tx)),
);
