import { m } from '#texts/generated/messages.js';
import { kindChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends(kindChanges('newsletter'));
	return loadWith(event, async (api) => ({
		newsletters: await api.newsletters.listNewsletters(),
		settings: await api.settings.readSettings(),
		crumbs: [{ label: m.nav_newsletters() }],
	}));
};
