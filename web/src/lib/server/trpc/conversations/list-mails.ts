import { conversationSchema, listMails as list } from '#domain/conversations/list-mails.ts';
import { userProcedure } from '../builders.ts';

/** A page of what was written to and fro with a company, a contact, or in an engagement. */
export const listMails = userProcedure
	.input(conversationSchema)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => list(tx, ctx.actor, input)));
