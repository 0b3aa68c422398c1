import { createHmac } from 'node:crypto';
import { normaliseAddress } from '#domain/values/mail-address.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';

let key: Buffer | undefined;

/**
 * Gives this process the key of the suppression list, once at its start. It never rotates: an address whose text was
 * erased could not be hashed again (docs/design/running.md#keys).
 */
export function useSuppressionKey(ring: KeyRing): void {
	key = ring.find(1);
}

/**
 * The keyed hash under which an address stands on the suppression list of a subscription; whatever its spelling, and
 * different in another subscription.
 *
 * @throws Error where the process was given no key: silence here would let mails leave to people who object.
 */
export function suppressionHash(subscriptionId: string, address: string): Buffer {
	if (!key) throw new Error('the suppression key was not opened');
	const spelling = normaliseAddress(address) ?? address.trim().toLowerCase();
	return createHmac('sha256', key).update(`${subscriptionId.toLowerCase()}\0${spelling}`).digest();
}
