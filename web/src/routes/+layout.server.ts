import type { LayoutServerLoad } from './$types';
import { CLOCK } from '#lib/app/live/dependencies.ts';

export const load: LayoutServerLoad = ({ locals, depends }) => {
	// Read again whenever the one clock was moved forward.
	depends(CLOCK);
	const { viewer, language } = locals;
	return {
		reader: { language, timeZone: viewer?.timeZone ?? 'Europe/Paris', now: viewer?.now ?? new Date() },
	};
};
