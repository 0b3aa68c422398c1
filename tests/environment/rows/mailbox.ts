import { randomUUID } from 'node:crypto';
import type { Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';

/** What a test says of a mailbox; the rest is as usual. */
export interface MailboxWish {
	readonly id?: string;
	/** Of the sender whose mails are answered here. */
	readonly senderId?: string;
	readonly ownerId: string;
	readonly address?: string;
	readonly displayName?: string;
	/** Without ports and hosts, nothing listens where it says. */
	readonly imapHost?: string;
	readonly imapPort?: number;
	readonly smtpHost?: string;
	readonly smtpPort?: number;
	readonly loginName?: string;
	/** How its sender's mails leave; over SMTP without it. */
	readonly delivery?: 'smtp' | 'graph';
	readonly dailyCap?: number;
	readonly gapMinSeconds?: number;
	readonly gapMaxSeconds?: number;
	readonly filesSent?: 'yes' | 'no' | 'auto';
	readonly uncertainPolicy?: 'silence' | 'delivery' | 'ask';
	readonly synchronisedAt?: Date;
	/** How its password is sealed; without it, it has none. */
	readonly password?: { readonly envelopes: Envelopes; readonly words: string };
	/** Whose proof of life counts: the fence of its last watcher. */
	readonly fence?: number;
	readonly provenAt?: Date;
}

/** A mailbox that its watcher has read to the end, as it stands a moment after it was connected, and its sender. */
export async function createMailbox(
	{ db, subscriptionId, at }: Transaction,
	{ id = randomUUID(), password, fence = 0, provenAt = new Date(), ...wish }: MailboxWish,
): Promise<{ mailboxId: string; senderId: string }> {
	const { ownerId, address = `${id}@cadrelune.example`, loginName = 'camille', synchronisedAt = at } = wish;
	const { imapHost = '127.0.0.1', imapPort = 993, filesSent } = wish;
	await db.mailbox.create({
		data: {
			subscriptionId,
			id,
			ownerId,
			address,
			state: 'synchronised',
			imapHost,
			imapPort,
			imapSecurity: 'tls',
			loginName,
			synchronisedAt,
			...(filesSent && { filesSent }),
		},
	});
	const { displayName = 'Camille Dérand', smtpHost = '127.0.0.1', smtpPort = 465 } = wish;
	const { dailyCap, gapMinSeconds, gapMaxSeconds, uncertainPolicy, delivery } = wish;
	const { id: senderId } = await db.sender.create({
		data: {
			subscriptionId,
			...(wish.senderId && { id: wish.senderId }),
			kind: 'personal',
			mailboxId: id,
			address,
			displayName,
			smtpHost,
			smtpPort,
			smtpSecurity: 'tls',
			loginName,
			...(dailyCap !== undefined && { dailyCap }),
			...(gapMinSeconds !== undefined && { gapMinSeconds }),
			...(gapMaxSeconds !== undefined && { gapMaxSeconds }),
			...(uncertainPolicy && { uncertainPolicy }),
			...(delivery && { delivery }),
		},
		select: { id: true },
	});
	await db.mailboxWatch.create({
		data: { subscriptionId, mailboxId: id, fence, epoch: 1, caughtUpEpoch: 1, provenAt },
	});
	if (password) {
		const sealed = password.envelopes.seal(password.words, `mailbox:${id}`);
		await db.mailboxSecret.create({
			data: { subscriptionId, mailboxId: id, sealed: new Uint8Array(sealed) },
		});
	}
	return { mailboxId: id, senderId };
}
