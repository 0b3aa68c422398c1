import { m } from '#texts/generated/messages.js';
import { loadWith } from '#lib/server/trpc/call.ts';
import { readNewsletterEditorData } from '#lib/server/newsletter-editor-data.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) =>
	loadWith(event, async (api) => ({
		...(await readNewsletterEditorData(api)),
		beginning: await api.newsletters.beginNewsletter(),
		crumbs: [{ label: m.nav_newsletters(), href: '/newsletters' }, { label: m.newsletters_new() }],
	}));
