import { m } from '#texts/generated/messages.js';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) =>
	loadWith(event, async (api) => ({
		measuring: await api.measuring.readMeasuring(),
		crumbs: [{ label: m.nav_settings(), href: '/settings' }, { label: m.measuring_title() }],
	}));
