import { m } from '#texts/generated/messages.js';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) =>
	loadWith(event, async (api) => ({
		settings: await api.settings.readSettings(),
		relays: await api.mailboxes.readRelaySwitch(),
		grant: await api.grants.readGrant(),
		crumbs: [{ label: m.nav_settings(), href: '/settings' }, { label: m.nav_subscription() }],
	}));
