import { z } from 'zod';
import { m } from '#texts/generated/messages.js';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

const causeOf = z.enum(['link', 'one-click', 'reply', 'manual']).optional().catch(undefined);

export const load: PageServerLoad = async (event) => {
	const cause = causeOf.parse(event.url.searchParams.get('cause') ?? undefined);
	return loadWith(event, async (api) => ({
		cause,
		list: await api.suppressions.listSuppressions({ cause }),
		crumbs: [{ label: m.nav_settings(), href: '/settings' }, { label: m.nav_suppression() }],
	}));
};
