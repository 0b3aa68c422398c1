import { changeSignature as change, signatureSchema } from '#domain/accounts/change-signature.ts';
import { userProcedure } from '../builders.ts';

/** Keeps the caller's signature, cleaned, and answers what is to be said of it. */
export const changeSignature = userProcedure
	.input(signatureSchema)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => change(tx, ctx.actor, input)));
