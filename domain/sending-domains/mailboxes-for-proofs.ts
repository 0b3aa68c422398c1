import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { SenderOfDomain } from './senders-of-domain.ts';

/** Where the mail that proves a sender is read. */
export interface ProofMailbox {
	readonly id: string;
	readonly address: string;
}

/**
 * Of each sender that can be proven now the mailbox in which its mail is read: its own; of a relay that which takes its
 * replies, else the actor's own, else a shared one, and never a colleague's. Only what is read at this moment counts.
 *
 * @returns by id of the sender; one that has none is left out.
 */
export async function mailboxesForProofs(
	tx: Transaction,
	actor: Actor,
	senders: readonly SenderOfDomain[],
): Promise<Map<string, ProofMailbox>> {
	const read = await tx.db.mailbox.findMany({
		where: { state: 'synchronised', deletedAt: null, watch: { lostAt: null }, sender: { isNot: null } },
		orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
		select: { id: true, address: true, ownerId: true, sender: { select: { kind: true } } },
	});
	const byId = new Map(read.map((mailbox) => [mailbox.id, mailbox]));
	const beside =
		read.find(({ ownerId, sender }) => ownerId === actor.userId && sender?.kind === 'personal') ??
		read.find(({ sender }) => sender?.kind === 'shared');
	return new Map(
		senders.flatMap(({ id, mailboxId, replyMailboxId }): [string, ProofMailbox][] => {
			const found = mailboxId ? byId.get(mailboxId) : (byId.get(replyMailboxId ?? '') ?? beside);
			return found ? [[id, { id: found.id, address: found.address }]] : [];
		}),
	);
}
