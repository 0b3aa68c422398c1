import type { Actor } from '#domain/values/actor.ts';
import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { countTest } from '#domain/mailboxes/tests-at-most.ts';
import { recordConnectionEvent } from './connection-events.ts';
import { enterStage, lockOwnMailboxConnection } from './connection-row.ts';
import { deliveryOf, setDelivery } from './delivery-of-connection.ts';

/**
 * *Envoyer par SMTP*: a connection that was to send by Microsoft Graph is to send by its server again. What reads the mailbox is
 * kept, so that the test runs at once where somebody signed in already; an administrator is waited for no more.
 *
 * @throws {Refusal} missing; not-allowed; connection-over; nothing-to-retry (it does so already); tests-too-many.
 */
export async function sendBySmtp(tx: Transaction, actor: Actor, connectionId: string): Promise<void> {
	const row = await lockOwnMailboxConnection(tx, actor, connectionId);
	const stands = row.stage === 'mending' || row.stage === 'choosing' || row.stage === 'consent';
	if (!stands || deliveryOf(row.settings) !== 'graph') throw new Refusal('conflict', 'nothing-to-retry');
	await setDelivery(tx, row, 'smtp');
	await tx.db.mailboxConnection.updateMany({
		where: { id: connectionId },
		data: { testId: null, failures: 0, graphSealed: null, graphUntil: null, actedById: actor.userId },
	});
	await recordConnectionEvent(tx, connectionId, 'smtp-chosen', {}, actor.userId);
	if (row.grantSealed) {
		await countTest(tx, actor);
		await enterStage(tx, connectionId, { stage: 'testing', reason: 'connect-testing' });
	} else await enterStage(tx, connectionId, { stage: 'choosing', reason: 'connect-door' });
	await poke(tx, 'connect', connectionId);
}
