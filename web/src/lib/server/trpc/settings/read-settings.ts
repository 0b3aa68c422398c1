import { readSubscriptionSettings } from '#domain/accounts/subscription-settings.ts';
import { userProcedure } from '../builders.ts';

/** What holds for the whole subscription. */
export const readSettings = userProcedure.query(({ ctx }) =>
	ctx.inSubscription((tx) => readSubscriptionSettings(tx)),
);
