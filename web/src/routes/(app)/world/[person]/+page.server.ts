import { m } from '#texts/generated/messages.js';
import { CLOCK, kindChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends(CLOCK, kindChanges('engagement'));
	const { person } = event.params;
	const asked = Number(event.url.searchParams.get('mail'));
	const { world } = await event.parent();
	return loadWith(event, async (api) => {
		const received = await api.world.listReceived({ person });
		const id = received.find((mail) => mail.id === asked)?.id ?? received[0]?.id;
		return {
			received,
			mail: id === undefined ? null : await api.world.readReceived({ id }),
			crumbs: [
				{ label: m.nav_world(), href: '/world' },
				{ label: world.people.find(({ address }) => address === person)?.name ?? person },
			],
		};
	});
};
