import { visitDomains as visit } from '#domain/sending-domains/visit-domains.ts';
import { userProcedure } from '../builders.ts';

/** *Délivrabilité* was opened. */
export const visitDomains = userProcedure.mutation(({ ctx }) =>
	ctx.inSubscription((tx) => visit(tx, ctx.actor)),
);
