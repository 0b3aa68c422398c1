import { m } from '#texts/generated/messages.js';
import { causeOf } from '#lib/features/settings/suppression-words.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

/** What the list shows: addresses on it, or what was taken off (`view=removed`). */
export const load: PageServerLoad = async (event) => {
	const parameters = event.url.searchParams;
	const isRemoved = parameters.get('view') === 'removed';
	const filters = {
		cause: causeOf(parameters.get('cause')),
		search: parameters.get('search')?.trim().slice(0, 200) || undefined,
	};
	return loadWith(event, async (api) => ({
		filters,
		listed: isRemoved ? null : await api.suppressions.listSuppressions(filters),
		removed: isRemoved ? await api.suppressions.listRemovals({}) : null,
		crumbs: [{ label: m.nav_settings(), href: '/settings' }, { label: m.nav_suppression() }],
	}));
};
