import { m } from '#texts/generated/messages.js';
import { kindChanges } from '#lib/app/live/dependencies.ts';
import { relanceFiltersOf } from '#lib/features/relances/filters.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends(kindChanges('relance'));
	const filters = relanceFiltersOf(event.url.searchParams);
	return loadWith(event, async (api) => {
		const [due, upcoming, team, routines] = await Promise.all([
			api.relances.listRelances({ ...filters, column: 'due' }),
			api.relances.listRelances({ ...filters, column: 'upcoming' }),
			api.team.listTeam(),
			api.routines.listRoutines(),
		]);
		return { filters, due, upcoming, team, routines, crumbs: [{ label: m.nav_relances() }] };
	});
};
