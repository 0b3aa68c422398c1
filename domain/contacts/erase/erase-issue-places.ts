import { suppressionHash } from '#domain/suppressions/ask/suppression-key.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { ErasedPerson } from './erase-own-rows.ts';

/**
 * Takes a person out of the issues that she got or was to get: her address and what they said to her. Her place stays with the
 * keyed hash, so that counts stand and the unsubscribe link of her mail works; one that waits is left out when its turn comes.
 */
export async function eraseIssuePlaces(tx: Transaction, { cards, addresses }: ErasedPerson): Promise<void> {
	const hashes = addresses.map((address) => suppressionHash(tx, address));
	await tx.sql`
		UPDATE issue_place SET address = NULL, variables = NULL, contact_id = NULL
		WHERE subscription_id = ${tx.subscriptionId}::uuid
			AND (contact_id = ANY(${[...cards]}::uuid[])
				OR (issue_id, address_hash) IN (SELECT id, hash FROM newsletter_issue CROSS JOIN unnest(${hashes}::bytea[]) AS hash
					WHERE subscription_id = ${tx.subscriptionId}::uuid))`;
}
