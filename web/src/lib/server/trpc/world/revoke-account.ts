import { z } from 'zod';
import { revokeOwnAccount } from '#domain/demonstration/own-accounts.ts';
import { line } from '#domain/values/line.ts';
import { userProcedure } from '../builders.ts';

const revokeAccountInput = z.object({ address: line(320) });

/** Ends what an account consented to, so that the product loses its mailbox. */
export const revokeAccount = userProcedure
	.input(revokeAccountInput)
	.mutation(({ ctx, input }) => revokeOwnAccount(ctx.worldRoom, input.address));
