import { filtersOf } from '#lib/engagements/filters.ts';
import { kindChanges } from '#lib/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
	event.depends(kindChanges('engagement'));
	const filters = filtersOf(event.url.searchParams);
	return { filters, list: await loadWith(event, (api) => api.engagements.listEngagements(filters)) };
};
