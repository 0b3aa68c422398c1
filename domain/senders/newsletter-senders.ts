import type { Actor } from '#domain/values/actor.ts';
import { nameOf } from '#domain/values/person-name.ts';
import { OWN_FIRST, usedBy } from '#domain/senders/mailboxes-of-user.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Prisma } from '#prisma/generated/client/client.ts';

/** Somebody from whom a newsletter may leave, or could if her mailbox were read. */
export interface NewsletterSender {
	readonly id: string;
	readonly kind: 'personal' | 'shared' | 'relay';
	/** Of a personal one its owner's name. */
	readonly name: string;
	readonly address: string;
	/** Whose own mailbox it is; null: nobody's alone. */
	readonly ownerId: string | null;
	/** A relay, or a mailbox that is synchronised now (R-84, 5.2-16). */
	readonly isAvailable: boolean;
}

/** Mailboxes whose mails come in: what leaves from them is watched. */
const SYNCHRONISED = {
	deletedAt: null,
	state: 'synchronised',
	watch: { is: { lostAt: null } },
} as const satisfies Prisma.MailboxWhereInput;

/** All senders of the subscription that are not deleted, relays last; they are few: no pages. */
export async function listNewsletterSenders(tx: Transaction): Promise<NewsletterSender[]> {
	const rows = await tx.db.sender.findMany({
		where: { deletedAt: null, OR: [{ mailboxId: null }, { mailbox: { deletedAt: null } }] },
		select: {
			id: true,
			kind: true,
			address: true,
			displayName: true,
			mailbox: {
				select: {
					state: true,
					watch: { select: { lostAt: true } },
					owner: { select: { id: true, firstName: true, lastName: true } },
				},
			},
		},
		orderBy: [{ kind: 'asc' }, { displayName: 'asc' }, { id: 'asc' }],
	});
	const lines = rows.map(({ mailbox, displayName, ...sender }): NewsletterSender => ({
		...{ id: sender.id, address: sender.address, kind: sender.kind as NewsletterSender['kind'] },
		name: sender.kind === 'personal' && mailbox ? nameOf(mailbox.owner) : displayName || sender.address,
		ownerId: sender.kind === 'personal' && mailbox ? mailbox.owner.id : null,
		isAvailable:
			sender.kind === 'relay' || (mailbox?.state === 'synchronised' && mailbox.watch?.lostAt === null),
	}));
	return lines.sort((one, other) => Number(one.kind === 'relay') - Number(other.kind === 'relay'));
}

/** From whom a subscriber gets it where nobody chose: the person's own synchronised mailbox, or a shared one of hers. */
export async function defaultSenderOf(tx: Transaction, userId: string): Promise<string | null> {
	const mailbox = await tx.db.mailbox.findFirst({
		where: { ...usedBy(userId), ...SYNCHRONISED, sender: { isNot: null } },
		select: { sender: { select: { id: true } } },
		orderBy: OWN_FIRST,
	});
	return mailbox?.sender?.id ?? null;
}

/**
 * The sender that was chosen, or the person's own.
 *
 * @throws {Refusal} no-active-sync: she has no synchronised mailbox; sender-unavailable: the chosen one may not send now
 * missing.
 */
export async function senderToSubscribe(
	tx: Transaction,
	actor: Pick<Actor, 'userId'>,
	senderId: string | undefined,
): Promise<string> {
	if (senderId !== undefined) return availableSender(tx, senderId);
	const own = await defaultSenderOf(tx, actor.userId);
	if (own === null) throw new Refusal('conflict', 'no-active-sync');
	return own;
}

/** @throws {Refusal} missing, sender-unavailable. */
export async function availableSender(tx: Transaction, senderId: string): Promise<string> {
	const senders = await listNewsletterSenders(tx);
	const sender = senders.find(({ id }) => id === senderId);
	if (!sender) throw new Refusal('not-found', 'missing');
	if (!sender.isAvailable) throw new Refusal('conflict', 'sender-unavailable');
	return sender.id;
}
