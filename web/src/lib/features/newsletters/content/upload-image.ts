import { IMAGE_LIMITS } from '#domain/newsletters/content/images/image-limits.ts';
import type { KeptImage } from '#domain/newsletters/content/images/keep-image.ts';
import { m } from '#texts/generated/messages.js';

/** An image that was kept, or the sentence that says why not. */
export type Uploaded = { readonly image: KeptImage } | { readonly sentence: string };

/** Sends an image to be kept. One that is too large is not sent at all. */
export async function uploadImage(file: File): Promise<Uploaded> {
	if (file.size > IMAGE_LIMITS.bytes) return { sentence: m.refusal_image_too_large() };
	try {
		const answer = await fetch('/i', {
			method: 'POST',
			headers: { 'content-type': 'application/octet-stream', 'x-title': encodeURIComponent(file.name) },
			body: file,
		});
		const said = (await answer.json()) as KeptImage & { sentence?: string };
		return answer.ok ? { image: said } : { sentence: said.sentence ?? m.error_unexpected() };
	} catch {
		return { sentence: m.error_unconfirmed() };
	}
}
