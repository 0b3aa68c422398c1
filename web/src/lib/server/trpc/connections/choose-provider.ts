import { z } from 'zod';
import { chooseProvider as choose } from '#domain/connections/choose-provider.ts';
import { userProcedure } from '../builders.ts';

const chooseProviderInput = z.object({
	connectionId: z.uuid(),
	/** Key of a provider; left out: the one that was recognised. */
	provider: z
		.string()
		.regex(/^[a-z0-9-]{1,40}$/)
		.optional(),
});

/** *Ma boîte n'est pas chez …*: goes back to the door, at another provider. */
export const chooseProvider = userProcedure
	.input(chooseProviderInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => choose(tx, ctx.actor, input)));
