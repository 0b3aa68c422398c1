import { m } from '#texts/generated/messages.js';
import { rowChanges } from '#lib/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const engagementId = event.params.id;
	event.depends(rowChanges('engagement', engagementId));
	const engagement = await loadWith(event, (api) => api.engagements.readEngagement({ engagementId }));
	return {
		engagement,
		crumbs: [{ label: m.nav_engagements(), href: '/engagements' }, { label: engagement.contact.name }],
	};
};
