import { z } from 'zod';
import { isFoundingLinkOpen } from '#domain/accounts/found-subscription.ts';
import { publicProcedure } from '../builders.ts';
import { line } from '#domain/values/line.ts';

const readFoundingLinkInput = z.object({ token: line(200) });

/** Whether the one-time link of the first start still opens something. */
export const readFoundingLink = publicProcedure
	.input(readFoundingLinkInput)
	.query(async ({ ctx, input }) => ({ open: await isFoundingLinkOpen(ctx.services.database, input.token) }));
