import { redirect } from '@sveltejs/kit';
import { m } from '#texts/generated/messages.js';
import { mailboxFault } from '#texts/mailbox-faults.ts';
import { kindChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	// Support has no day of its own, and may have been asked to sign in on the way to it.
	if (event.locals.viewer?.kind === 'support') redirect(303, '/');
	event.depends(
		kindChanges('engagement'),
		kindChanges('relance'),
		kindChanges('mailbox'),
		kindChanges('company'),
	);
	const whose = event.url.searchParams.get('whose') === 'all' ? 'all' : 'me';
	return loadWith(event, async (api) => {
		const today = await api.today.readToday({ whose });
		const [choices, lateBatch] = await Promise.all([
			Promise.all(today.choices.map(({ id }) => api.engagements.readEngagement({ engagementId: id }))),
			today.isBatchLate ? api.engagements.previewLateBatch() : null,
		]);
		// In words here already: all sentences of all faults are more than the page's own script.
		const { reader } = await event.parent();
		const faults: Record<string, string> = Object.fromEntries(
			today.mailboxes.flatMap(({ id, address, errorCode }) =>
				errorCode ? [[id, mailboxFault(errorCode, { address, server: null, way: null }, reader)]] : [],
			),
		);
		return { whose, today, choices, lateBatch, faults, crumbs: [{ label: m.nav_today() }] };
	});
};
