import { m } from '#texts/generated/messages.js';
import { senderFiltersSchema } from '#domain/mailboxes/show/sender-table.ts';
import { kindChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

const filtersSchema = senderFiltersSchema.pick({ view: true, search: true });

export const load: PageServerLoad = async (event) => {
	for (const kind of ['mailbox', 'engagement', 'connect']) event.depends(kindChanges(kind));
	const { searchParams } = event.url;
	const asked = filtersSchema.safeParse({
		view: searchParams.get('view') ?? undefined,
		search: searchParams.get('search') ?? undefined,
	});
	const filters = asked.data ?? filtersSchema.parse({});
	return loadWith(event, async (api) => ({
		table: await api.mailboxes.readSenderTable(filters),
		relays: await api.mailboxes.readRelaySwitch(),
		own: (await api.mailboxes.listMailboxes()).some(({ isOwn }) => isOwn),
		filters,
		crumbs: [{ label: m.nav_settings(), href: '/settings' }, { label: m.nav_mailboxes() }],
	}));
};
