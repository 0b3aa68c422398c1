import { m } from '#texts/generated/messages.js';
import { rowChanges } from '#lib/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const engagementId = event.params.id;
	event.depends(rowChanges('engagement', engagementId));
	const { engagement, timeline, mails } = await loadWith(event, async (api) => ({
		engagement: await api.engagements.readEngagement({ engagementId }),
		timeline: await api.timeline.listTimeline({ engagementId }),
		mails: await api.conversations.listMails({ engagementId, limit: 60 }),
	}));
	return {
		engagement,
		timeline,
		mails: mails.rows,
		crumbs: [{ label: m.nav_engagements(), href: '/engagements' }, { label: engagement.contact.name }],
	};
};
