import { redirect } from '@sveltejs/kit';
import { ownOf } from '#domain/mailboxes/show/list-mailboxes.ts';
import { m } from '#texts/generated/messages.js';
import { kindChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends(kindChanges('mailbox'));
	const mailboxes = await loadWith(event, (api) => api.mailboxes.listMailboxes());
	const mailbox = ownOf(mailboxes);
	if (!mailbox) redirect(303, '/profile/mailbox');
	const [reading, profile, proposedSignature] = await loadWith(event, (api) =>
		Promise.all([
			api.mailboxes.readMailboxReading({ mailboxId: mailbox.id }),
			api.profile.readProfile(),
			api.profile.readProposedSignature(),
		]),
	);
	return {
		mailbox,
		reading,
		profile,
		proposedSignature,
		crumbs: [{ label: m.nav_profile(), href: '/profile' }, { label: m.account_title() }],
	};
};
