import { createHmac } from 'node:crypto';
import { normaliseAddress } from '#domain/values/mail-address.ts';
import { mailboxOf } from '#platform/addresses/comparable-address.ts';
import type { Database, Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { openKeyRing } from '#platform/secrets/key-ring.ts';

/**
 * Opens the key of the suppression list, once at the start of a process: the database holds it for each transaction. It never
 * rotates: an address whose text was erased could not be hashed again (docs/design/running.md#keys).
 *
 * @throws {SealBroken} the master key is not the one that it was sealed with.
 */
export async function openSuppressionKey(database: Database, envelopes: Envelopes): Promise<void> {
	const ring = await openKeyRing(database, envelopes, 'suppression');
	database.holdSuppressionKey(ring.find(1)!, envelopes);
}

/**
 * The keyed hash under which an address stands on the suppression list of a subscription; whatever its spelling, and
 * different in another subscription.
 *
 * @throws Error where the process opened no key.
 */
export function suppressionHash(tx: Transaction, address: string): Buffer {
	return hashOf(tx, mailboxOf(spelt(address)));
}

/** All hashes under which it may stand there, `suppressionHash` first: of before, one of Gmail's addresses stands as it was spelt. */
export function suppressionHashes(tx: Transaction, address: string): Buffer[] {
	const spelling = spelt(address);
	return [...new Set([mailboxOf(spelling), spelling])].map((one) => hashOf(tx, one));
}

const spelt = (address: string) => normaliseAddress(address) ?? address.trim().toLowerCase();

function hashOf(tx: Transaction, spelling: string): Buffer {
	return createHmac('sha256', tx.process.suppressionKey())
		.update(`${tx.subscriptionId.toLowerCase()}\0${spelling}`)
		.digest();
}
