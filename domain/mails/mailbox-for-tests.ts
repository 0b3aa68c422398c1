import { OWN_FIRST, usedBy } from '#domain/senders/mailboxes-of-user.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/**
 * The mailbox from and to which a person's test mails go: her own before a shared one.
 *
 * @throws {Refusal} refused-mailbox: none of hers is synchronised.
 */
export async function mailboxForTests(
	tx: Transaction,
	actor: Actor,
): Promise<{ senderId: string; address: string }> {
	const mailbox = await tx.db.mailbox.findFirst({
		where: { ...usedBy(actor.userId), state: 'synchronised' },
		orderBy: OWN_FIRST,
		select: { address: true, sender: { select: { id: true } } },
	});
	if (!mailbox?.sender) throw new Refusal('conflict', 'refused-mailbox');
	return { senderId: mailbox.sender.id, address: mailbox.address };
}
