import { countOpenNotifications } from '#domain/notifications/list-notifications.ts';
import { countRelances } from '#domain/relances/list-relances.ts';
import { userProcedure } from '../builders.ts';

/** The numbers of the frame: relances to handle, notifications that are open. */
export const readCounts = userProcedure.query(({ ctx }) =>
	ctx.inSubscription(async (tx) => ({
		relancesDue: (await countRelances(tx, ctx.actor, { followedBy: 'me' })).due,
		openNotifications: await countOpenNotifications(tx, ctx.actor),
	})),
);
