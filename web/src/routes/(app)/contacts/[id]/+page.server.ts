import { m } from '#texts/generated/messages.js';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id } = event.params;
	const contact = await loadWith(event, (api) => api.contacts.readContact({ contactId: id }));
	return {
		contact,
		crumbs: [{ label: m.nav_contacts(), href: `/contacts${event.url.search}` }, { label: contact.name }],
	};
};
