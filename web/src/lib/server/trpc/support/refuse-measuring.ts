import { z } from 'zod';
import { supportActor } from '#domain/support/audit.ts';
import { refuseForAddress } from '#domain/tracking/choices/refuse-for-address.ts';
import { addressField } from '#domain/values/address-field.ts';
import { Refusal } from '#platform/refusal.ts';
import { supportProcedure } from '../builders.ts';

const refuseMeasuringInput = z.object({ subscriptionId: z.uuid(), address: addressField });

/** Records that a person who wrote to support refuses to be measured by a subscription (5.7-11), which sees who wrote it down. */
export const refuseMeasuring = supportProcedure
	.input(refuseMeasuringInput)
	.mutation(async ({ ctx, input }) => {
		const { database } = ctx.services;
		const { subscriptionId, address } = input;
		const known = await database.asSupport(({ db }) =>
			db.subscription.count({ where: { id: subscriptionId } }),
		);
		if (known === 0) throw new Refusal('not-found', 'missing');
		const actor = supportActor(subscriptionId, ctx.viewer.userId);
		await database.inSubscription(subscriptionId, (tx) => refuseForAddress(tx, { address, actor }));
	});
