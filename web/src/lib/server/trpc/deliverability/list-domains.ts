import { listDomains as list } from '#domain/sending-domains/list-domains.ts';
import { userProcedure } from '../builders.ts';

/** The domains that the subscription sends from, with what each publishes. */
export const listDomains = userProcedure.query(({ ctx }) => ctx.inSubscription((tx) => list(tx, ctx.actor)));
