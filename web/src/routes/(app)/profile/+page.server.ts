import { m } from '#texts/generated/messages.js';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	crumbs: [{ label: m.nav_profile() }],
	sessions: await loadWith(event, (api) => api.profile.listSessions()),
});
