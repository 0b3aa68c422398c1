import { lookAtNotifications } from '#domain/notifications/look-at-notifications.ts';
import type { Database } from '#platform/database/database.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';

/** Only a visit ends this wait: long, since a poke comes with each visit. */
const UNTIL_VISITED = 30 * 86_400_000;

/** The activities of `notifications/<userId>`, as its workflow sees them. */
export interface NotificationActivities {
	lookAtNotifications(run: RunRef): Promise<Look>;
}

/** Its one activity: a look at what of a user’s flag is open. */
export function createNotificationActivities(deps: { readonly database: Database }): NotificationActivities {
	return {
		lookAtNotifications: (run) =>
			deps.database.inSubscription(run.subscriptionId, async (tx) => {
				const look = await lookAtNotifications(tx, run.id);
				if (look.kind === 'ended') return { ended: true, wait: 1, reason: 'nothing-open' };
				const wait = look.until ? Math.max(1, look.until.getTime() - tx.at.getTime()) : UNTIL_VISITED;
				return { ended: false, wait, reason: look.until ? 'treated-after' : 'until-visited' };
			}),
	};
}
