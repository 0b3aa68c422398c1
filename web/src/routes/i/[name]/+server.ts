import { readImage } from '#domain/newsletters/content/images/read-image.ts';
import { getServices } from '#lib/server/services.ts';
import type { RequestHandler } from './$types';

/** An image never changes under its name; a mail program that keeps it a year asks once. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** An image of a letter, for whoever has a mail that shows it. It is an image wherever it is opened, and nothing that runs. */
export const GET: RequestHandler = async ({ params }) => {
	const image = await readImage(getServices().database, params.name);
	if (!image) return new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } });
	return new Response(image.content, {
		headers: {
			'content-type': image.type,
			'cache-control': FOR_EVER,
			'x-content-type-options': 'nosniff',
			'content-security-policy': "default-src 'none'; sandbox",
			// Mail programs on the web show it from other origins.
			'cross-origin-resource-policy': 'cross-origin',
		},
	});
};
