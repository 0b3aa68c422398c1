import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '#tests/environment/open-test-database.ts';
import { IMAGE_LIMITS } from './image-limits.ts';
import { keepImage } from './keep-image.ts';
import { readImage } from './read-image.ts';
import { sniffImage } from './sniff-image.ts';

const database = await openTestDatabase();

const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
	'base64',
);
const GIF = Buffer.from('R0lGODlhAwACAIAAAAAAAP///yH5BAEAAAAALAAAAAADAAIAAAIDhBFaADs=', 'base64');
/** A start-of-image, an application segment of any length, then the frame: 600 by 138. */
const JPEG = Buffer.concat([
	Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0x00, 0x0a, ...Array(8).fill(0xff)]),
	Buffer.from([0xff, 0xff, 0xc2, 0x00, 0x11, 0x08, 0x00, 0x8a, 0x02, 0x58, 0x03]),
]);
const webp = (chunk: string, ...rest: number[]) =>
	Buffer.concat([Buffer.from(`RIFF\0\0\0\0WEBP${chunk}`), Buffer.from([0, 0, 0, 0, ...rest])]);

const png = (width: number, height: number) => {
	const image = Buffer.from(PNG);
	image.writeUInt32BE(width, 16);
	image.writeUInt32BE(height, 20);
	return image;
};

describe('sniffImage', () => {
	it.each([
		['png', PNG, 1, 1],
		['gif', GIF, 3, 2],
		['jpg', JPEG, 600, 138],
		['webp', webp('VP8 ', 0, 0, 0, 0x9d, 1, 0x2a, 0x58, 0x02, 0x8a, 0x00), 600, 138],
		['webp', webp('VP8L', 0x2f, 0x57, 0x42, 0x22, 0x00), 600, 138],
		['webp', webp('VP8X', 0, 0, 0, 0, 0x57, 0x02, 0, 0x89, 0, 0), 600, 138],
	] as const)('reads %s by its own bytes', (ending, bytes, pixelWidth, pixelHeight) => {
		expect(sniffImage(bytes)).toEqual({ ending, pixelWidth, pixelHeight });
	});

	it.each([
		['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
		['a page', '<!doctype html><script>alert(1)</script>'],
		['a page that begins as an image', 'GIF8'],
		['nothing', ''],
		['a program', 'MZ\x90\0'],
	])('refuses %s', (_what, bytes) => expect(sniffImage(Buffer.from(bytes, 'latin1'))).toBeUndefined());

	it('ends for any bytes, whole or cut', () => {
		const begun = fc.constantFrom(PNG, GIF, JPEG, webp('VP8X', 1, 2, 3));
		assertProperty(
			fc.property(begun, fc.uint8Array({ maxLength: 64 }), fc.nat(40), (image, noise, cut) => {
				sniffImage(Buffer.concat([image.subarray(0, cut), noise]));
			}),
			{ numRuns: 2_000 },
		);
	});
});

describe('an image of a letter', () => {
	const keep = (subscriptionId: string, content: Buffer, title = 'arret.png') =>
		database.inSubscription(subscriptionId, (tx) => keepImage(tx, { title, content }));

	it('is kept once, and read by its name from nowhere in particular', async () => {
		const subscription = randomUUID();
		const content = Buffer.concat([png(600, 138), randomBytes(8)]);
		const kept = await keep(subscription, content);
		expect(kept).toMatchObject({
			title: 'arret.png',
			pixelWidth: 600,
			pixelHeight: 138,
			bytes: content.length,
		});
		expect(await keep(subscription, content, 'autre.png')).toEqual(kept);
		const read = await readImage(database, kept.file);
		expect(read?.type).toBe('image/png');
		expect(Buffer.compare(Buffer.from(read!.content), content)).toBe(0);
	});

	it('has another name in another subscription', async () => {
		const content = Buffer.concat([PNG, randomBytes(8)]);
		const [one, other] = [randomUUID(), randomUUID()];
		expect((await keep(one, content)).file).not.toBe((await keep(other, content)).file);
	});

	it('is refused with one sentence where it is too large, or no image', async () => {
		const subscription = randomUUID();
		const large = Buffer.concat([PNG, Buffer.alloc(IMAGE_LIMITS.bytes)]);
		await expect(keep(subscription, large)).rejects.toThrow('image-too-large');
		await expect(keep(subscription, png(6_001, 1))).rejects.toThrow('image-too-large');
		await expect(keep(subscription, Buffer.from('<svg/>'))).rejects.toThrow('image-kind');
		const kept = await database.inSubscription(subscription, ({ db }) => db.letterImage.count());
		expect(kept).toBe(0);
	});

	it.each(['x', '../../etc/passwd', `${'a'.repeat(26)}.svg`, `${'a'.repeat(26)}.png`])(
		'is none under %s',
		async (name) => expect(await readImage(database, name)).toBeUndefined(),
	);
});
