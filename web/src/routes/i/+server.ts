import { json } from '@sveltejs/kit';
import { IMAGE_LIMITS } from '#domain/newsletters/content/images/image-limits.ts';
import { keepImage } from '#domain/newsletters/content/images/keep-image.ts';
import { Refusal } from '#platform/refusal.ts';
import { refusalSentence } from '#texts/refusals.ts';
import { readAtMost } from '#lib/server/letters/read-at-most.ts';
import { getServices } from '#lib/server/services.ts';
import type { RequestHandler } from './$types';

/**
 * Takes an image for letters: its bytes as the body, its name in `x-title`. A file that is too large is refused before it is
 * read.
 */
export const POST: RequestHandler = async ({ request, locals }) => {
	const { viewer, language } = locals;
	const refuse = (status: number, code: string) =>
		json({ code, sentence: refusalSentence(code, {}, language) }, { status });
	if (!viewer) return refuse(401, 'not-signed-in');
	if (viewer.kind !== 'user') return refuse(403, 'not-allowed');
	const content = await readAtMost(request, IMAGE_LIMITS.bytes);
	if (!content) return refuse(413, 'image-too-large');
	try {
		const { database } = getServices();
		const title = decodeURIComponent(request.headers.get('x-title') ?? '');
		return json(
			await database.inSubscription(viewer.subscriptionId, (tx) => keepImage(tx, { title, content })),
		);
	} catch (error) {
		if (error instanceof Refusal) return refuse(422, error.code);
		if (error instanceof URIError) return refuse(400, 'input');
		throw error;
	}
};
