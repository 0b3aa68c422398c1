import { z } from 'zod';
import { readInvitation as read } from '#domain/accounts/read-invitation.ts';
import { publicProcedure } from '../builders.ts';
import { line } from '#domain/values/line.ts';

const readInvitationInput = z.object({ token: line(200) });

/** What the page behind an invitation's link says. */
export const readInvitation = publicProcedure
	.input(readInvitationInput)
	.query(({ ctx, input }) => read(ctx.services, input.token, new Date()));
