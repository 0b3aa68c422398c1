import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import { LETTERS } from '../place-outcomes.ts';
import { recordOutcomes } from '../record-outcomes.ts';
import { readPlaceSent, type PlaceSent } from './place-sent.ts';

/**
 * Something that only its recipient, or a server on the way, could know proves that a place’s mail left: where its window knows no
 * answer yet, or it waits to be sent again, it counts as accepted from now on (docs/design/relays.md#returns). What the relay
 * answered stands.
 */
export async function provePlace(tx: Transaction, sendId: string): Promise<void> {
	const send = await tx.db.send.findFirst({
		where: { id: sendId, kind: 'issue' },
		select: { issueId: true, place: true },
	});
	if (!send?.issueId || send.place === null) return;
	const place = { issueId: send.issueId, place: send.place };
	let sent = await readPlaceSent(tx, place);
	if (sent?.window?.letter === LETTERS.waitsAgain) {
		if (await takeBack(tx, sent)) return poke(tx, 'part', sent.partId!);
		// A window that was armed meanwhile has taken it: it counts there.
		sent = await readPlaceSent(tx, place);
	}
	if (!sent?.partId) return;
	const { partId } = sent;
	// An errand’s fate is its own row; what is sent next learns it.
	if (!sent.window) return poke(tx, 'part', partId);
	const { fence, number, element, size } = sent.window;
	const letters = LETTERS.accepted.padStart(element, ' ').padEnd(size, ' ');
	await recordOutcomes(tx, { partId, fence }, [{ number, letters }]);
}

/** Whoever waits to get it again has it. @returns false where she waits there no more. */
async function takeBack(tx: Transaction, { partId, window }: PlaceSent): Promise<boolean> {
	const { number, element } = window!;
	const taken = await tx.sql`
		UPDATE issue_window SET outcomes = overlay(outcomes PLACING ${LETTERS.accepted} FROM ${element}::int FOR 1)
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND part_id = ${partId}::uuid AND number = ${number}
			AND substr(outcomes, ${element}::int, 1) = ${LETTERS.waitsAgain}
		RETURNING number`;
	return taken.length > 0;
}
