import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/** Two years: the longest relance of the demonstration lies that far ahead. */
const FARTHEST = 750 * 86_400_000;

/**
 * *Avancer le temps*: lets the clock's run move the clock up to an instant, living through everything that falls due
 * before. A journey under way is given the new target.
 *
 * @throws {Refusal} not-in-sandbox; input where the target is not ahead, or too far.
 */
export async function startTravel(tx: Transaction, input: { to: Date }): Promise<void> {
	const installation = await tx.db.installation.findFirst();
	if (!installation?.sandbox) throw new Refusal('forbidden', 'not-in-sandbox');
	const distance = input.to.getTime() - tx.at.getTime();
	if (!(distance > 0 && distance <= FARTHEST)) throw new Refusal('invalid', 'input');
	await tx.db.installation.updateMany({
		data: { travelFrom: installation.travelFrom ?? tx.at, travelTo: input.to, travelHaltedBy: null },
	});
	await poke(tx, 'clock', installation.id);
}
