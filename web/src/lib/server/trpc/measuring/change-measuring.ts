import {
	changeMeasuringSettings,
	measuringSettingsSchema,
} from '#domain/tracking/choices/measuring-settings.ts';
import { responsableProcedure } from '../builders.ts';

/** Changes what is measured of mails that are written from now on. */
export const changeMeasuring = responsableProcedure
	.input(measuringSettingsSchema)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => changeMeasuringSettings(tx, ctx.actor, input)));
