import { z } from 'zod';
import { changeWorldPassword } from '#domain/demonstration/own-world.ts';
import { userProcedure } from '../builders.ts';
import { line } from '#domain/values/line.ts';

const changePasswordInput = z.object({ address: line(320) });

/** Gives a demo mailbox a new password, so that the product loses it. */
export const changePassword = userProcedure
	.input(changePasswordInput)
	.mutation(({ ctx, input }) => changeWorldPassword(ctx.worldRoom, input.address));
