import { ownOf } from '#domain/mailboxes/show/list-mailboxes.ts';
import { m } from '#texts/generated/messages.js';
import { kindChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	for (const kind of ['mailbox', 'connect', 'connection']) event.depends(kindChanges(kind));
	const [mailboxes, connection] = await Promise.all([
		loadWith(event, (api) => api.mailboxes.listMailboxes()),
		loadWith(event, (api) => api.connections.readOwnConnection()),
	]);
	const mailbox = ownOf(mailboxes) ?? null;
	return {
		mailbox,
		reading: mailbox
			? await loadWith(event, (api) => api.mailboxes.readMailboxReading({ mailboxId: mailbox.id }))
			: null,
		connection,
		isReturnUnknown: event.url.searchParams.get('return') === 'unknown',
		crumbs: [{ label: m.nav_profile(), href: '/profile' }, { label: m.account_title() }],
	};
};
