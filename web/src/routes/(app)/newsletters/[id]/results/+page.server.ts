import { kindChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import { m } from '#texts/generated/messages.js';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id: newsletterId } = event.params;
	event.depends(kindChanges('issue'));
	return loadWith(event, async (api) => {
		const compared = await api.newsletters.compareIssues({ newsletterId });
		return {
			compared,
			crumbs: [
				{ label: compared.newsletter.title, href: `/newsletters/${newsletterId}` },
				{ label: m.results_compare_title() },
			],
		};
	});
};
