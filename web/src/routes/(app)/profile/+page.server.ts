import { m } from '#texts/generated/messages.js';
import { kindChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends(kindChanges('mailbox'));
	const isUser = event.locals.viewer?.kind === 'user';
	return loadWith(event, async (api) => ({
		sessions: await api.profile.listSessions(),
		// Support staff have sessions and nothing else here.
		profile: isUser ? await api.profile.readProfile() : null,
		mailboxes: isUser ? await api.mailboxes.listMailboxes() : [],
		crumbs: [{ label: m.nav_profile() }],
	}));
};
