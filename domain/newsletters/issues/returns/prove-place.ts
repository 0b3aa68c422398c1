import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import { LETTERS } from '../place-outcomes.ts';
import { recordOutcomes } from '../record-outcomes.ts';
import { readPlaceSent } from './place-sent.ts';

/**
 * Something that only its recipient, or a server on the way, could know proves that a place’s mail left: where its window knows no
 * answer yet, it counts as accepted from now on (docs/design/relays.md#returns). What the relay answered stands.
 */
export async function provePlace(tx: Transaction, sendId: string): Promise<void> {
	const send = await tx.db.send.findFirst({
		where: { id: sendId, kind: 'issue' },
		select: { issueId: true, place: true },
	});
	if (!send?.issueId || send.place === null) return;
	const sent = await readPlaceSent(tx, { issueId: send.issueId, place: send.place });
	if (!sent?.partId) return;
	const { partId } = sent;
	// An errand’s fate is its own row; what is sent next learns it.
	if (!sent.window) return poke(tx, 'part', partId);
	const { fence, number, element, size } = sent.window;
	const letters = LETTERS.accepted.padStart(element, ' ').padEnd(size, ' ');
	await recordOutcomes(tx, { partId, fence }, [{ number, letters }]);
}
