import type { Transaction } from '#platform/database/database.ts';
import type { RunFacts } from './run-facts.ts';

/**
 * The bytes of a mail that was armed once never change, nor does whom they go to (docs/design/sending.md#freeze). Where
 * it came back without leaving a copy and the contact has another address since, the step is written anew as a mail of
 * its own; else arm would refuse the old one at every try.
 *
 * @returns true where the run now waits to send that other mail.
 */
export async function followNewAddress(tx: Transaction, facts: RunFacts): Promise<boolean> {
	const { send, address } = facts;
	if (!send?.wasArmed || !send.recipient || !address || send.recipient === address) return false;
	if (send.state !== 'ready' && send.state !== 'revoked') return false;
	const { id: engagementId, position, occurrence } = facts;
	await tx.db.send.updateMany({
		where: { engagementId, position, occurrence, state: { in: ['ready', 'revoked'] } },
		data: { state: 'revoked', fence: { increment: 1 } },
	});
	await tx.db.senderSlot.deleteMany({ where: { engagementId } });
	await tx.db.engagement.updateMany({
		where: { id: engagementId },
		data: { occurrence: { increment: 1 } },
	});
	return true;
}
