import { m } from '#texts/generated/messages.js';
import { kindChanges } from '#lib/app/live/dependencies.ts';
import { companyFiltersOf } from '#lib/features/companies/filters.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends(kindChanges('company'), kindChanges('relance'));
	const filters = companyFiltersOf(event.url.searchParams);
	return {
		filters,
		list: await loadWith(event, (api) => api.companies.listCompanies(filters)),
		crumbs: [{ label: m.nav_companies() }],
	};
};
