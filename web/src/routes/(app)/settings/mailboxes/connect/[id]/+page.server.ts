import { m } from '#texts/generated/messages.js';
import { kindChanges, rowChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id } = event.params;
	event.depends(kindChanges('connect'), kindChanges('connection'), rowChanges('connect', id));
	const connection = await loadWith(event, (api) => api.connections.readConnection({ connectionId: id }));
	return {
		connection,
		crumbs: [{ label: m.nav_mailboxes(), href: '/settings/mailboxes' }, { label: connection.address }],
	};
};
