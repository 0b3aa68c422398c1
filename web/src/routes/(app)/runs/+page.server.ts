import { m } from '#texts/generated/messages.js';
import { runFiltersOf } from '#lib/features/runs/filters.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const filters = runFiltersOf(event.url.searchParams);
	return loadWith(event, async (api) => ({
		filters,
		list: await api.support.listRuns(filters),
		counts: await api.support.countRuns(),
		crumbs: [{ label: m.nav_runs() }],
	}));
};
