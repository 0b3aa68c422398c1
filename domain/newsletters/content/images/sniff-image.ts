import type { ImageEnding } from './image-limits.ts';

/** What an image's own bytes say of it; its name and what a browser claims say nothing. */
export interface SniffedImage {
	readonly ending: ImageEnding;
	readonly pixelWidth: number;
	readonly pixelHeight: number;
}

/** Reads kind and size from the first bytes of an image; undefined for whatever is none of the four kinds, whole or cut. */
export function sniffImage(bytes: Uint8Array): SniffedImage | undefined {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	try {
		return png(view) ?? gif(view) ?? webp(view) ?? jpeg(view);
	} catch (error) {
		// Read past its end: the file was cut.
		if (error instanceof RangeError) return undefined;
		throw error;
	}
}

function png(view: DataView): SniffedImage | undefined {
	if (view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) return undefined;
	if (view.getUint32(12) !== 0x49484452) return undefined;
	return found('png', view.getUint32(16), view.getUint32(20));
}

function gif(view: DataView): SniffedImage | undefined {
	if (view.getUint32(0) !== 0x47494638) return undefined;
	return found('gif', view.getUint16(6, true), view.getUint16(8, true));
}

/** RIFF with one of three first chunks (RFC 9649). */
function webp(view: DataView): SniffedImage | undefined {
	if (view.getUint32(0) !== 0x52494646 || view.getUint32(8) !== 0x57454250) return undefined;
	const low24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
	switch (view.getUint32(12)) {
		case 0x56503820:
			return found('webp', view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
		case 0x5650384c: {
			const bits = view.getUint32(21, true);
			return found('webp', (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
		}
		case 0x56503858:
			return found('webp', low24(24) + 1, low24(27) + 1);
		default:
			return undefined;
	}
}

/** Its size stands in the first start-of-frame segment, behind segments of any length (ITU T.81, B.1). */
function jpeg(view: DataView): SniffedImage | undefined {
	if (view.getUint16(0) !== 0xffd8) return undefined;
	for (let at = 2; ; at += 2 + view.getUint16(at + 2)) {
		while (view.getUint8(at) === 0xff && view.getUint8(at + 1) === 0xff) at++;
		if (view.getUint8(at) !== 0xff) return undefined;
		const marker = view.getUint8(at + 1);
		const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
		if (isFrame) return found('jpg', view.getUint16(at + 7), view.getUint16(at + 5));
		if (marker === 0xd9 || marker === 0xda || view.getUint16(at + 2) < 2) return undefined;
	}
}

function found(ending: ImageEnding, pixelWidth: number, pixelHeight: number): SniffedImage | undefined {
	return pixelWidth > 0 && pixelHeight > 0 ? { ending, pixelWidth, pixelHeight } : undefined;
}
