import { z } from 'zod';
import { liftHalt as lift, liftInstallationHalt } from '#domain/halts/lift-halt.ts';
import { tellOfInstallationHalt } from '#domain/halts/set-halt.ts';
import { supportActor } from '#domain/support/audit.ts';
import { Refusal } from '#platform/refusal.ts';
import { supportProcedure } from '../builders.ts';
import { inEverySubscription } from './in-every-subscription.ts';

const liftHaltInput = z.object({ haltId: z.uuid() });

/** *Rouvrir les envois* of a halt that support set: what it held goes on by itself. */
export const liftHalt = supportProcedure.input(liftHaltInput).mutation(async ({ ctx, input: { haltId } }) => {
	const { services, viewer } = ctx;
	const { database } = services;
	const { halt, whole } = await database.asSupport(async ({ db }) => ({
		halt: await db.halt.findFirst({ where: { id: haltId }, select: { subscriptionId: true } }),
		whole: await db.installationHalt.count({ where: { id: haltId } }),
	}));
	if (whole > 0) {
		if (!(await database.asHalt((tx) => liftInstallationHalt(tx, viewer.userId, haltId))))
			return { freed: 0 };
		const freed = await inEverySubscription(database, (tx) =>
			tellOfInstallationHalt(tx, supportActor(tx.subscriptionId, viewer.userId), 'lift-halt'),
		);
		return { freed };
	}
	if (!halt) throw new Refusal('not-found', 'missing');
	const actor = supportActor(halt.subscriptionId, viewer.userId);
	return { freed: await database.inSubscription(halt.subscriptionId, (tx) => lift(tx, actor, haltId)) };
});
