import { erasureSchema, eraseContact as erase } from '#domain/contacts/erase-contact.ts';
import { userProcedure } from '../builders.ts';

/** *Supprimer ses données*, on the person's request (5.2-10, 5.7-7). Cannot be taken back. */
export const eraseContact = userProcedure
	.input(erasureSchema)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => erase(tx, ctx.actor, input)));
