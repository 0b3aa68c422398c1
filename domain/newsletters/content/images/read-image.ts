import type { Database } from '#platform/database/database.ts';
import { IMAGE_TYPES, type ImageEnding } from './image-limits.ts';

const NAME = /^[a-z2-7]{26}\.(png|jpg|gif|webp)$/;

/**
 * An image by its public name, for whoever has a mail that shows it.
 *
 * @returns undefined where there is none.
 */
export async function readImage(
	database: Database,
	name: string,
): Promise<{ type: string; content: Uint8Array<ArrayBuffer> } | undefined> {
	const ending = NAME.exec(name)?.[1] as ImageEnding | undefined;
	if (!ending) return undefined;
	const subscriptionId = await database.inInstallation(async ({ db }) => {
		const [row] = await db.$queryRaw<{ id: string | null }[]>`
			SELECT subscription_of_letter_image(${name})::text AS id`;
		return row?.id ?? undefined;
	});
	if (!subscriptionId) return undefined;
	return database.inSubscription(subscriptionId, async ({ db }) => {
		const image = await db.letterImage.findFirst({ where: { name }, select: { content: true } });
		return image ? { type: IMAGE_TYPES[ending], content: image.content } : undefined;
	});
}
