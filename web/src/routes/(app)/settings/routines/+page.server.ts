import { m } from '#texts/generated/messages.js';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) =>
	loadWith(event, async (api) => ({
		routines: await api.routines.listRoutines(),
		team: await api.team.listTeam(),
		crumbs: [{ label: m.nav_settings(), href: '/settings' }, { label: m.nav_routines() }],
	}));
