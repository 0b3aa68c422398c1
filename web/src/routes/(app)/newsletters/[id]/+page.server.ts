import { m } from '#texts/generated/messages.js';
import { rowChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import { readNewsletterEditorData, readSubscribersStep } from '#lib/server/newsletter-editor-data.ts';
import { stepOf } from '#lib/features/newsletters/steps.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const newsletterId = event.params.id;
	event.depends(rowChanges('newsletter', newsletterId));
	const step = stepOf(event.url.searchParams.get('step'));
	return loadWith(event, async (api) => {
		const newsletter = await api.newsletters.readNewsletter({ newsletterId });
		return {
			...{ newsletter, step },
			...(await readNewsletterEditorData(api, newsletterId)),
			list: step === 'subscribers' ? await readSubscribersStep(api, newsletterId, event.url) : null,
			senders: step === 'general' ? await api.newsletters.listSenders({ newsletterId }) : null,
			crumbs: [{ label: m.nav_newsletters(), href: '/newsletters' }, { label: newsletter.draft.title }],
		};
	});
};
