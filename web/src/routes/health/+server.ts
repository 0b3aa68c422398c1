import { json } from '@sveltejs/kit';
import { getServices } from '#lib/server/services.ts';
import type { RequestHandler } from './$types';

/** Answers 200 once this process serves and reaches its database. */
export const GET: RequestHandler = async () => {
	await getServices().database.inInstallation(async ({ at }) => at);
	return json({ status: 'ok' });
};
