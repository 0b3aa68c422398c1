import { m } from '#texts/generated/messages.js';
import { rowChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const engagementId = event.params.id;
	event.depends(rowChanges('engagement', engagementId));
	return loadWith(event, async (api) => {
		const [engagement, timeline, mails, doubts, expected, routines] = await Promise.all([
			api.engagements.readEngagement({ engagementId }),
			api.timeline.listTimeline({ engagementId }),
			api.conversations.listMails({ engagementId, limit: 60 }),
			api.conversations.listDoubts({ engagementId }),
			api.timeline.listExpectedSteps({ engagementId }),
			api.routines.listRoutines(),
		]);
		return {
			engagement,
			timeline,
			mails: mails.rows,
			doubts,
			expected,
			routines,
			crumbs: [{ label: m.nav_engagements(), href: '/engagements' }, { label: engagement.contact.name }],
		};
	});
};
