import { m } from '#texts/generated/messages.js';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) =>
	loadWith(event, async (api) => ({
		subscriptions: await api.support.listRelaySwitches(),
		crumbs: [{ label: m.nav_runs(), href: '/runs' }, { label: m.senders_relays() }],
	}));
