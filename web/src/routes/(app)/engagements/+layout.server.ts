import { filtersOf } from '#lib/features/engagements/filters.ts';
import { kindChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
	event.depends(kindChanges('engagement'));
	const filters = filtersOf(event.url.searchParams);
	return loadWith(event, async (api) => {
		const [list, team, sequences] = await Promise.all([
			api.engagements.listEngagements(filters),
			api.team.listTeam(),
			api.sequences.listSequences(),
		]);
		return { filters, list, team, sequences };
	});
};
