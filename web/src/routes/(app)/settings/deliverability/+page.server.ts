import { m } from '#texts/generated/messages.js';
import { kindChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends(kindChanges('domain'));
	return loadWith(event, async (api) => ({
		domains: await api.deliverability.listDomains(),
		crumbs: [{ label: m.nav_settings(), href: '/settings' }, { label: m.nav_deliverability() }],
	}));
};
