import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createEnvelopes } from './envelope.ts';
import { openKeyRing } from './key-ring.ts';
import { openTestDatabase } from '#tests/environment/open-test-database.ts';

const database = await openTestDatabase();
const envelopes = createEnvelopes(randomBytes(32));

it('gives every reader of an installation the same first key, even at once', async () => {
	const rings = await Promise.all(
		Array.from({ length: 8 }, () => openKeyRing(database, envelopes, 'unsubscribe')),
	);
	const keys = new Set(rings.map((ring) => ring.newest.key.export().toString('hex')));
	expect(keys.size).toBe(1);
});

it('keeps purposes apart, and finds an old key by its number after a rotation', async () => {
	const first = await openKeyRing(database, envelopes, 'suppression');
	const sealed = envelopes.seal(randomBytes(32), 'installation-key:suppression');
	await database.inInstallation(({ db }) =>
		db.installationKey.create({
			data: { purpose: 'suppression', number: 2, sealed: new Uint8Array(sealed) },
		}),
	);
	const rotated = await openKeyRing(database, envelopes, 'suppression');
	expect(rotated.newest.number).toBe(2);
	expect(rotated.find(1)?.equals(first.newest.key)).toBe(true);
	expect((await openKeyRing(database, envelopes, 'unsubscribe')).find(2)).toBeUndefined();
});
