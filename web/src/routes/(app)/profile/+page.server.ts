import { ownOf } from '#domain/mailboxes/show/list-mailboxes.ts';
import { m } from '#texts/generated/messages.js';
import { kindChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends(kindChanges('mailbox'), kindChanges('connect'));
	const isUser = event.locals.viewer?.kind === 'user';
	return loadWith(event, async (api) => ({
		sessions: await api.profile.listSessions(),
		// Support staff have sessions and nothing else here.
		profile: isUser ? await api.profile.readProfile() : null,
		// What began and stands open is gone on with.
		connection: isUser ? await api.connections.readOwnConnection() : null,
		mailbox: isUser ? ownOf(await api.mailboxes.listMailboxes()) : undefined,
		crumbs: [{ label: m.nav_profile() }],
	}));
};
