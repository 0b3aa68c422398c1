import { acceptanceSchema, acceptInvitation as accept } from '#domain/accounts/accept-invitation.ts';
import { publicProcedure } from '../builders.ts';

/** Accepts an invitation with a password of one's own; the answer is the address to sign in with. */
export const acceptInvitation = publicProcedure
	.input(acceptanceSchema)
	.mutation(({ ctx, input }) => accept(ctx.services, input, new Date()));
