import { error } from '@sveltejs/kit';
import { m } from '#texts/generated/messages.js';
import { rowChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id } = event.params;
	event.depends(rowChanges('mailbox', id));
	const mailboxes = await loadWith(event, (api) => api.mailboxes.listMailboxes());
	const mailbox = mailboxes.find((one) => one.id === id) ?? error(404, { message: m.error_missing() });
	return {
		mailbox,
		crumbs: [{ label: m.nav_mailboxes(), href: '/settings/mailboxes' }, { label: mailbox.address }],
	};
};
