import { readOwnMailbox } from '#domain/mailboxes/own-mailbox.ts';
import { fateOfMail, type PlatformMailFate } from '#domain/platform-mails/fate-of-mail.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';

/** An address beside the sender's own, as its settings show it. */
export interface ShownFromAddress {
	readonly id: string;
	readonly address: string;
	readonly isProven: boolean;
	readonly isUsed: boolean;
	/** Of one that is not proven: what became of the mail with its code. */
	readonly codeFate: PlatformMailFate | null;
}

/** The addresses that a mailbox's sender may write as, its own first. */
export interface ShownFromAddresses {
	readonly own: string;
	readonly others: readonly ShownFromAddress[];
	/** False: this installation sends no codes. */
	readonly maySendCodes: boolean;
}

/** @throws {Refusal} missing; not-allowed. */
export async function listFromAddresses(
	tx: Transaction,
	actor: Actor,
	mailboxId: string,
): Promise<ShownFromAddresses> {
	const { sender } = await readOwnMailbox(tx, actor, mailboxId);
	const others = await tx.db.fromAddress.findMany({
		where: { senderId: sender.id },
		orderBy: { createdAt: 'asc' },
		include: { platformMails: { include: { send: { select: { state: true } } } } },
	});
	return {
		own: sender.address,
		maySendCodes: tx.process.writesToUsers,
		others: others.map(({ id, address, provenAt, isUsed, codeSendId, platformMails }) => {
			const mail = platformMails.find(({ sendId }) => sendId === codeSendId);
			return {
				...{ id, address, isUsed, isProven: provenAt !== null },
				codeFate: mail ? fateOfMail(mail.send, mail) : null,
			};
		}),
	};
}
