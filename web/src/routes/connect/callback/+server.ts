import { redirect } from '@sveltejs/kit';
import { Refusal } from '#platform/refusal.ts';
import { returnFromPage, type SentOn } from '#lib/server/return-from-page.ts';
import { getServices } from '#lib/server/services.ts';
import type { RequestHandler } from './$types';

/** Where a provider sends people back to. Its query holds a code: it is read once, and the browser goes on without it. */
export const GET: RequestHandler = async ({ locals, url }) => {
	redirect(303, await sentOn(locals.viewer, url.searchParams));
};

async function sentOn(
	viewer: App.Locals['viewer'],
	query: URLSearchParams,
): Promise<SentOn | '/profile/mailbox?return=unknown'> {
	try {
		return await returnFromPage(getServices(), viewer, query);
	} catch (error) {
		if (error instanceof Refusal) return '/profile/mailbox?return=unknown';
		throw error;
	}
}
