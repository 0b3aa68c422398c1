import { m } from '#texts/generated/messages.js';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { viewer } = event.locals;
	const mayWrite = viewer?.kind === 'user' && viewer.licence === 'responsable';
	return loadWith(event, async (api) => ({
		mayWrite,
		days: await api.settings.listClosedDays(),
		crumbs: [{ label: m.nav_settings(), href: '/settings' }, { label: m.nav_closed_days() }],
	}));
};
