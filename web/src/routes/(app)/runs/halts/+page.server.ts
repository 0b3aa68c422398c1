import { m } from '#texts/generated/messages.js';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) =>
	loadWith(event, async (api) => ({
		held: await api.support.readHalts(),
		subscriptions: (await api.support.countRuns()).subscriptions,
		crumbs: [{ label: m.nav_runs(), href: '/runs' }, { label: m.halt_title() }],
	}));
