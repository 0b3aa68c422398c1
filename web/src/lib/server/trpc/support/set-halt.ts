import { haltFormSchema } from '#domain/halts/halt-form.ts';
import { setHalt as set, setInstallationHalt, tellOfInstallationHalt } from '#domain/halts/set-halt.ts';
import { supportActor } from '#domain/support/audit.ts';
import { supportProcedure } from '../builders.ts';
import { inEverySubscription } from './in-every-subscription.ts';
import { subscriptionOfRun } from './subscription-of-run.ts';

/** *Retenir les envois* (5.7-24): what it names is held from its commit on, and its subscriptions see it. */
export const setHalt = supportProcedure.input(haltFormSchema).mutation(async ({ ctx, input }) => {
	const { services, viewer } = ctx;
	const { database } = services;
	if (input.scope === 'installation') {
		await database.asHalt((tx) => setInstallationHalt(tx, viewer.userId, input));
		const held = await inEverySubscription(database, (tx) =>
			tellOfInstallationHalt(tx, supportActor(tx.subscriptionId, viewer.userId), 'hold-sends'),
		);
		return { haltId: input.requestId, held };
	}
	const subscriptionId =
		input.scope === 'subscription'
			? input.subscriptionId
			: await subscriptionOfRun(database, input.engagementId);
	const actor = supportActor(subscriptionId, viewer.userId);
	return database.inSubscription(subscriptionId, (tx) => set(tx, actor, input));
});
