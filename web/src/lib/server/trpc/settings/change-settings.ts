import {
	changeSubscriptionSettings,
	subscriptionSettingsSchema,
} from '#domain/accounts/subscription-settings.ts';
import { responsableProcedure } from '../builders.ts';

/** Changes what holds for the whole subscription. */
export const changeSettings = responsableProcedure
	.input(subscriptionSettingsSchema)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => changeSubscriptionSettings(tx, input)));
