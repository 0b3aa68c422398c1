import { readSenderTable as read, senderFiltersSchema } from '#domain/mailboxes/show/sender-table.ts';
import { userProcedure } from '../builders.ts';

/** A page of all mailboxes, relays and what is being connected; of others' a *utilisateur* sees the state alone. */
export const readSenderTable = userProcedure
	.input(senderFiltersSchema)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => read(tx, ctx.actor, input)));
