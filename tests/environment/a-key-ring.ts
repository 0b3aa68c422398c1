import { createSecretKey, randomBytes } from 'node:crypto';
import type { KeyRing } from '#platform/secrets/key-ring.ts';

/** A ring of one key that nobody else has. */
export function aKeyRing(): KeyRing {
	const key = createSecretKey(randomBytes(32));
	return { newest: { number: 1, key }, find: (number) => (number === 1 ? key : undefined) };
}
