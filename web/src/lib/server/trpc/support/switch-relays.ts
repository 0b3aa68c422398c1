import { z } from 'zod';
import { switchRelays as change } from '#domain/mailboxes/relays/relay-switch.ts';
import { supportActor } from '#domain/support/audit.ts';
import { Refusal } from '#platform/refusal.ts';
import { supportProcedure } from '../builders.ts';

const switchRelaysInput = z.object({ subscriptionId: z.uuid(), isOn: z.boolean() });

/** Switches *Configurateur SMTP* on or off for a subscription (E-16), which sees it. */
export const switchRelays = supportProcedure.input(switchRelaysInput).mutation(async ({ ctx, input }) => {
	const { database } = ctx.services;
	const { subscriptionId, isOn } = input;
	const known = await database.asSupport(({ db }) =>
		db.subscription.count({ where: { id: subscriptionId } }),
	);
	if (known === 0) throw new Refusal('not-found', 'missing');
	const actor = supportActor(subscriptionId, ctx.viewer.userId);
	await database.inSubscription(subscriptionId, (tx) => change(tx, actor, isOn));
});
