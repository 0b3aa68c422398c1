import { contactFiltersOf } from '#lib/features/contacts/filters.ts';
import { kindChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
	event.depends(kindChanges('engagement'), kindChanges('company'));
	const filters = contactFiltersOf(event.url.searchParams);
	return loadWith(event, async (api) => ({
		filters,
		list: await api.contacts.listContacts(filters),
		routines: await api.routines.listRoutines(),
	}));
};
