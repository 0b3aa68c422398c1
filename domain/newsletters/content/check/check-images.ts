import type { PlacedBlock } from './letter-parts.ts';
import type { Remark } from './remark.ts';

/** From where an image is slow on a telephone, in bytes. */
export const HEAVY_IMAGE = 200_000;
/** How many pixels of a file for one that is shown: two are enough for any screen. */
const MOST_PIXELS = 3;

/** An image that nobody hears of, that is slow, larger than it is shown, or that classic Outlook does not open. */
export function checkImages({ place, block }: PlacedBlock): Remark[] {
	if (block.type !== 'image') return [];
	const { alt, isDecorative, bytes, pixelWidth, width, file, title } = block.attrs;
	const of = (code: Remark['code'], value?: number): Remark => ({
		...{ code, place, what: title || file },
		...(value === undefined ? {} : { value }),
	});
	return [
		...(isDecorative || alt.trim() ? [] : [of('image-without-alt')]),
		...(bytes > HEAVY_IMAGE ? [of('heavy-image', bytes)] : []),
		...(pixelWidth > MOST_PIXELS * width ? [of('large-image', pixelWidth)] : []),
		...(file.endsWith('.webp') ? [of('webp')] : []),
	];
}
