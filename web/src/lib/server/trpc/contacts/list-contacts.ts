import {
	contactFiltersSchema,
	countContacts,
	listContacts as list,
} from '#domain/contacts/show/list-contacts.ts';
import { userProcedure } from '../builders.ts';

/** A page of contacts, and how many the filters find in all. */
export const listContacts = userProcedure.input(contactFiltersSchema).query(({ ctx, input }) =>
	ctx.inSubscription(async (tx) => ({
		...(await list(tx, ctx.actor, input)),
		count: await countContacts(tx, ctx.actor, input),
	})),
);
