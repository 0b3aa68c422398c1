import { redirect } from '@sveltejs/kit';
import { revokeSession } from '#platform/authentication/sessions.ts';
import { getServices } from '#lib/server/services.ts';
import type { RequestHandler } from './$types';

/** Ends the present session: its row goes, so that its cookie is worth nothing wherever it was copied. */
export const POST: RequestHandler = async ({ locals, cookies }) => {
	const { viewer } = locals;
	if (viewer) await revokeSession(getServices().authenticationDatabase, viewer.signInId, viewer.sessionId);
	for (const { name } of cookies.getAll()) {
		if (name.includes('refrain.session')) cookies.delete(name, { path: '/' });
	}
	redirect(303, '/sign-in');
};
