import { createHash, randomBytes } from 'node:crypto';
import type { PopulatedRows } from './populated-rows.ts';

/** What letters of newsletters show, and what their links answered. */
export async function createLetterParts({
	db,
	own,
	ago,
	words: { secret, domain },
}: PopulatedRows): Promise<void> {
	const content = new Uint8Array(randomBytes(64));
	await db.letterImage.create({
		data: {
			...own,
			name: `${[...content.slice(0, 26)].map((byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte & 31]).join('')}.png`,
			sha256: new Uint8Array(createHash('sha256').update(content).digest()),
			title: `arret-${secret}.png`,
			pixelWidth: 600,
			pixelHeight: 138,
			content,
			createdAt: ago(12),
		},
	});
	const url = `https://www.${domain}/${secret}`;
	await db.askedLink.create({
		data: {
			...own,
			urlHash: new Uint8Array(createHash('sha256').update(url).digest()),
			url,
			outcome: 'alive',
			answer: '200',
			askedAt: ago(11),
		},
	});
}
