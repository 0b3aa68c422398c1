import { createClockActivities } from '#activities/clock/create-clock-activities.ts';
import { createConnectActivities } from '#activities/connect/create-connect-activities.ts';
import { createConnectionActivities } from '#activities/connection/create-connection-activities.ts';
import { createDomainActivities } from '#activities/deliverability/create-domain-activities.ts';
import { createEffectActivities } from '#activities/effects/create-effect-activities.ts';
import { createMailboxActivities } from '#activities/mailbox/create-mailbox-activities.ts';
import { createNewsletterActivities } from '#activities/newsletters/create-newsletter-activities.ts';
import { createNotificationActivities } from '#activities/notifications/create-notification-activities.ts';
import { createSendActivities } from '#activities/send/create-send-activities.ts';
import type { Services } from './services.ts';
import type { ActivitiesByRole } from './temporal-workers.ts';

/**
 * The activities by the role that does them. What speaks SMTP and what watches have queues of their own; everything else
 * is a short look at rows.
 */
export function createActivities(services: Services): ActivitiesByRole {
	const { performStep, sendMessage, sendPlace, ...reconciling } = createSendActivities(services);
	const { watchMailbox, noteUnwatched } = createMailboxActivities(services);
	const { testConnection, giveUpConnectionTest } = createConnectionActivities(services);
	const { lookAtConnection, recogniseAddress, askProvider } = createConnectActivities(services);
	const { lookAtDomain, readDomain } = createDomainActivities(services);
	const { prepareIssue, sendWindows, closeIssue, ...newsletterLooks } = createNewsletterActivities(services);
	return {
		runs: {
			...reconciling,
			noteUnwatched,
			giveUpConnectionTest,
			lookAtConnection,
			lookAtDomain,
			...createNotificationActivities(services),
			...createEffectActivities(services),
			...createClockActivities(services),
			...newsletterLooks,
		},
		sends: { performStep, sendMessage, sendPlace },
		newsletters: { prepareIssue, sendWindows, closeIssue },
		'mailbox-watch': { watchMailbox, testConnection, recogniseAddress, askProvider, readDomain },
	};
}
