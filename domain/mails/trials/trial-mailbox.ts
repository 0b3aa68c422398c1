import type { Prisma } from '#prisma/generated/client/client.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/** A mailbox from which a test may be sent, and whether its mails are read: without that nothing leaves. */
export interface TrialMailbox {
	readonly senderId: string;
	readonly isRead: boolean;
}

const CHOSEN = {
	state: true,
	sender: { select: { id: true } },
	watch: { select: { lostAt: true } },
} satisfies Prisma.MailboxSelect;

/**
 * The mailbox of a real-life test (E-14): one's own, a shared one whose user one is, and for a *responsable* every one.
 *
 * @throws {Refusal} missing; not-allowed.
 */
export async function readTrialMailbox(
	tx: Transaction,
	actor: Actor,
	mailboxId: string,
): Promise<TrialMailbox> {
	const mailbox = await tx.db.mailbox.findFirst({
		where: { id: mailboxId, deletedAt: null },
		select: { ...CHOSEN, users: { where: { userId: actor.userId }, select: { userId: true } } },
	});
	if (!mailbox?.sender) throw new Refusal('not-found', 'missing');
	if (mailbox.users.length === 0 && actor.licence !== 'responsable')
		throw new Refusal('forbidden', 'not-allowed');
	const isRead = mailbox.state === 'synchronised' && !mailbox.watch?.lostAt;
	return { senderId: mailbox.sender.id, isRead };
}
