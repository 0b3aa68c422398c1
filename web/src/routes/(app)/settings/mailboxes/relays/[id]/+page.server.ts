import { m } from '#texts/generated/messages.js';
import { kindChanges, rowChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id } = event.params;
	event.depends(rowChanges('mailbox', id));
	event.depends(kindChanges('domain'));
	const { relay, reports } = await loadWith(event, async (api) => {
		const { isOn } = await api.mailboxes.readRelaySwitch();
		if (!isOn) return { relay: null, reports: null };
		return {
			relay: await api.mailboxes.readRelay({ senderId: id }),
			reports: await api.mailboxes.readRelayReports({ senderId: id }),
		};
	});
	return {
		relay,
		reports,
		crumbs: [
			{ label: m.nav_mailboxes(), href: '/settings/mailboxes' },
			{ label: relay?.address ?? m.senders_relays() },
		],
	};
};
