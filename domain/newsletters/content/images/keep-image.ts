import { createHash, randomBytes } from 'node:crypto';
import { foldLine } from '#domain/values/fold-line.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { IMAGE_LIMITS } from './image-limits.ts';
import { sniffImage } from './sniff-image.ts';

/** An image as a letter names it. */
export interface KeptImage {
	readonly file: string;
	readonly title: string;
	readonly pixelWidth: number;
	readonly pixelHeight: number;
	readonly bytes: number;
}

/**
 * Keeps an image for letters of this subscription, under a name that nobody guesses. The same bytes are kept once.
 *
 * @throws {Refusal} image-too-large (bytes or pixels), image-kind (not one of the four kinds, by its own bytes).
 */
export async function keepImage(
	tx: Transaction,
	{ title, content }: { title: string; content: Uint8Array },
): Promise<KeptImage> {
	if (content.byteLength > IMAGE_LIMITS.bytes) throw new Refusal('invalid', 'image-too-large');
	const sniffed = sniffImage(content);
	if (!sniffed) throw new Refusal('invalid', 'image-kind');
	const { ending, pixelWidth, pixelHeight } = sniffed;
	if (Math.max(pixelWidth, pixelHeight) > IMAGE_LIMITS.side) throw new Refusal('invalid', 'image-too-large');
	const sha256 = createHash('sha256').update(content).digest();
	const { subscriptionId } = tx;
	await tx.db.letterImage.createMany({
		data: [
			{
				...{ subscriptionId, sha256: new Uint8Array(sha256), pixelWidth, pixelHeight },
				name: `${randomName()}.${ending}`,
				title: foldLine(title).slice(0, 200),
				content: new Uint8Array(content),
				createdAt: tx.at,
			},
		],
		skipDuplicates: true,
	});
	// One that no letter showed for a while is wanted again.
	await tx.db.letterImage.updateMany({
		where: { sha256: new Uint8Array(sha256), unusedSince: { not: null } },
		data: { unusedSince: null },
	});
	const kept = await tx.db.letterImage.findFirstOrThrow({
		where: { sha256: new Uint8Array(sha256) },
		select: { name: true, title: true },
	});
	return { file: kept.name, title: kept.title, pixelWidth, pixelHeight, bytes: content.byteLength };
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** 130 random bits in 26 characters that fit an address. */
function randomName(): string {
	return [...randomBytes(26)].map((byte) => ALPHABET[byte & 31]).join('');
}
