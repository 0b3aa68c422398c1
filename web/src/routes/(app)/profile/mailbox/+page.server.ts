import { m } from '#texts/generated/messages.js';
import { kindChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends(kindChanges('mailbox'));
	const mailboxes = await loadWith(event, (api) => api.mailboxes.listMailboxes());
	const { viewer } = event.locals;
	return {
		mailbox: mailboxes.find(({ owner }) => owner.id === viewer?.userId) ?? null,
		address: viewer?.email ?? '',
		crumbs: [{ label: m.nav_profile(), href: '/profile' }, { label: m.account_title() }],
	};
};
