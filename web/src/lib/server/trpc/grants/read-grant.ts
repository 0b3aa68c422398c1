import { readSupportGrant } from '#domain/support/support-grant.ts';
import { userProcedure } from '../builders.ts';

/** Until when support may read texts of the caller's subscription; null: it may not. */
export const readGrant = userProcedure.query(({ ctx }) =>
	ctx.inSubscription((tx) => readSupportGrant(tx, new Date())),
);
