import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import type { Database } from '#platform/database/database.ts';
import type { Envelopes } from './envelope.ts';

/** What a ring's keys are for. `suppression` never rotates; `unsubscribe` may, and its old keys verify for ever. */
export type KeyPurpose = 'suppression' | 'unsubscribe';

/** The keys of one purpose, newest first. */
export interface KeyRing {
	readonly newest: RingKey;
	find(number: number): KeyObject | undefined;
}

/** A key and the number under which what it signed names it. */
export interface RingKey {
	number: number;
	key: KeyObject;
}

/** Reads the ring of a purpose; the first reader of an installation creates its first key. */
export async function openKeyRing(
	database: Database,
	envelopes: Envelopes,
	purpose: KeyPurpose,
): Promise<KeyRing> {
	const context = `installation-key:${purpose}`;
	const rows = await database.inInstallation(async ({ db }) => {
		await db.installationKey.createMany({
			data: [{ purpose, number: 1, sealed: new Uint8Array(envelopes.seal(randomBytes(32), context)) }],
			skipDuplicates: true,
		});
		return db.installationKey.findMany({ where: { purpose }, orderBy: { number: 'desc' } });
	});
	const keys = new Map(rows.map((row) => [row.number, createSecretKey(envelopes.open(row.sealed, context))]));
	const [newest] = rows;
	return {
		newest: { number: newest!.number, key: keys.get(newest!.number)! },
		find: (number) => keys.get(number),
	};
}
