import { m } from '#texts/generated/messages.js';
import { kindChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends(kindChanges('notification'));
	const onlyOpen = event.url.searchParams.get('show') === 'open';
	return loadWith(event, async (api) => ({
		onlyOpen,
		list: await api.notifications.listNotifications({ onlyOpen }),
		crumbs: [{ label: m.nav_notifications() }],
	}));
};
