import { error } from '@sveltejs/kit';
import { m } from '#texts/generated/messages.js';
import { kindChanges, rowChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id } = event.params;
	event.depends(rowChanges('mailbox', id));
	event.depends(kindChanges('mailbox'));
	// A test of it by somebody else changes no row of the mailbox: its owner's notification tells of the new line.
	event.depends(rowChanges('notification', event.locals.viewer?.userId ?? ''));
	const [mailboxes, timeline, team] = await loadWith(event, (api) =>
		Promise.all([
			api.mailboxes.listMailboxes(),
			api.timeline.listTimeline({ mailboxId: id }),
			api.team.listTeam(),
		]),
	);
	const mailbox = mailboxes.find((one) => one.id === id) ?? error(404, { message: m.error_missing() });
	return {
		mailbox,
		reading: mailbox.mayChange
			? await loadWith(event, (api) => api.mailboxes.readMailboxReading({ mailboxId: id }))
			: null,
		timeline,
		team,
		crumbs: [{ label: m.nav_mailboxes(), href: '/settings/mailboxes' }, { label: mailbox.address }],
	};
};
