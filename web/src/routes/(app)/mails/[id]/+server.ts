import { z } from 'zod';
import { error } from '@sveltejs/kit';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { RequestHandler } from './$types';

/**
 * The HTML of one mail as the document of a sandboxed frame. An address of its own, because a frame written into the page
 * would inherit the page's policy, which lets no picture in; `?images=yes` lets those from elsewhere in.
 */
export const GET: RequestHandler = async (event) => {
	const id = z.uuid().safeParse(event.params.id);
	if (!id.success) error(404);
	const remoteImages = event.url.searchParams.get('images') === 'yes';
	const mail = await loadWith(event, (api) => api.conversations.readMail({ id: id.data, remoteImages }));
	if (mail.frame === null) error(404);
	return new Response(mail.frame, {
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'cache-control': 'private, no-store',
			'content-security-policy': `default-src 'none'; img-src data:${remoteImages ? ' https:' : ''}; style-src 'unsafe-inline'; frame-ancestors 'self'; form-action 'none'; base-uri 'none'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox`,
		},
	});
};
