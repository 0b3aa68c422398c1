import { z } from 'zod';
import { askForReading } from '#domain/sending-domains/ask-for-reading.ts';
import { userProcedure } from '../builders.ts';

const readAgainInput = z.object({ domainId: z.uuid() });

/** *Relire maintenant*: the domain's run reads it at once. */
export const readAgain = userProcedure
	.input(readAgainInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => askForReading(tx, input.domainId)));
