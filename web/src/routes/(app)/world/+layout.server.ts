import { CLOCK, kindChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
	event.depends(CLOCK, kindChanges('engagement'));
	return { world: await loadWith(event, (api) => api.world.readWorld()) };
};
