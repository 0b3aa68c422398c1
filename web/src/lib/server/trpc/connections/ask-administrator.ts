import { z } from 'zod';
import { askAdministrator as ask } from '#domain/connections/ask-administrator.ts';
import { line } from '#domain/values/line.ts';
import { userProcedure } from '../builders.ts';

const askAdministratorInput = z.object({ connectionId: z.uuid(), address: line(320) });

/** *Envoyer*: the request for consent is mailed to an administrator, who is reminded after 2 and 7 days. */
export const askAdministrator = userProcedure
	.input(askAdministratorInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => ask(tx, ctx.actor, input)));
