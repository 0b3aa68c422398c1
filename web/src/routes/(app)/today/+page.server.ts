import { m } from '#texts/generated/messages.js';
import { kindChanges } from '#lib/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends(
		kindChanges('engagement'),
		kindChanges('relance'),
		kindChanges('mailbox'),
		kindChanges('company'),
	);
	const whose = event.url.searchParams.get('whose') === 'all' ? 'all' : 'me';
	return {
		whose,
		today: await loadWith(event, (api) => api.today.readToday({ whose })),
		crumbs: [{ label: m.nav_today() }],
	};
};
