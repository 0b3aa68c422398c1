import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import { askGates } from './ask-gates.ts';

/**
 * A fact about a person or an address was written in this transaction: each of its runs says at once what it means, and
 * ends where it stops it (docs/design/README.md#facts), with Temporal stopped too. The runs are
 * locked. Locks the companies of those that end.
 */
export async function letTakeEffect(tx: Transaction, engagementIds: readonly string[]): Promise<void> {
	for (const id of engagementIds) {
		const asked = await askGates(tx, id, 'note');
		// The end has poked its run itself.
		if (asked.kind !== 'ended') await poke(tx, 'engagement', id);
	}
}
