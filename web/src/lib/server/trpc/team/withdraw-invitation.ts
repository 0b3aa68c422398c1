import { z } from 'zod';
import { withdrawInvitation as withdraw } from '#domain/accounts/withdraw-invitation.ts';
import { responsableProcedure } from '../builders.ts';

const withdrawInvitationInput = z.object({ id: z.uuid() });

/** Takes an invitation back. */
export const withdrawInvitation = responsableProcedure
	.input(withdrawInvitationInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => withdraw(tx, input.id)));
