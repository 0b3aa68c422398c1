import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { accessToMessages } from './open-mails.ts';

/**
 * Whoever may not read a mail does nothing with it: a verdict that she gave would open it, an answer would quote it (5.7-9).
 *
 * @throws {Refusal} mail-private.
 */
export async function refuseUnlessOpen(tx: Transaction, actor: Actor, messageId: string): Promise<void> {
	const access = (await accessToMessages(tx, actor.userId, [messageId])).get(messageId);
	if (access && !access.isOpen) throw new Refusal('forbidden', 'mail-private');
}
