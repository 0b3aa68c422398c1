import {
	changeSubscriptionSettings,
	subscriptionSettingsSchema,
} from '#domain/accounts/subscription-settings.ts';
import { responsableProcedure } from '../builders.ts';
import { editedFrom } from '../edited-from.ts';

/** Changes what holds for the whole subscription. */
export const changeSettings = responsableProcedure
	.input(subscriptionSettingsSchema.extend({ base: editedFrom.optional() }))
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => changeSubscriptionSettings(tx, input)));
