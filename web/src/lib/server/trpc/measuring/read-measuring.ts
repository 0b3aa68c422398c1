import { readTrackingDomain } from '#domain/tracking/address/tracking-domain.ts';
import { trackingAddressOf } from '#domain/tracking/address/tracking-address-of.ts';
import { readMeasuringSettings } from '#domain/tracking/choices/measuring-settings.ts';
import { userProcedure } from '../builders.ts';

/** What the subscription measures of its mails, and under which address. */
export const readMeasuring = userProcedure.query(({ ctx }) =>
	ctx.inSubscription(async (tx) => ({
		settings: await readMeasuringSettings(tx),
		domain: await readTrackingDomain(tx),
		/** Null: mails leave untracked. */
		address: await trackingAddressOf(tx),
		target: new URL(ctx.services.config.publicUrl).hostname,
	})),
);
