import { z } from 'zod';
import { changeOwnAccount } from '#domain/demonstration/own-accounts.ts';
import { line } from '#domain/values/line.ts';
import { ACCOUNT_TROUBLES } from '#platform/world/control-contract.ts';
import { userProcedure } from '../builders.ts';

const changeAccountInput = z.object({
	address: line(320),
	trouble: z.enum(ACCOUNT_TROUBLES).nullable().optional(),
	isSignedIn: z.boolean().optional(),
	isDown: z.boolean().optional(),
	/** Milliseconds. */
	answersAfter: z.number().int().min(0).max(60_000).optional(),
	takesImap: z.boolean().optional(),
	takesSmtp: z.boolean().optional(),
});

/** Has an account at a provider's stand-in behave otherwise. */
export const changeAccount = userProcedure
	.input(changeAccountInput)
	.mutation(({ ctx, input: { address, ...change } }) => changeOwnAccount(ctx.worldRoom, address, change));
