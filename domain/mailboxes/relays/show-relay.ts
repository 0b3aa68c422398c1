import { readSenderProven, type SenderProven } from '#domain/sending-domains/read-sender-proven.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { AccountServer } from '../account-servers.ts';
import { readRelay } from './own-relay.ts';
import { assertRelaysOn } from './relay-switch.ts';

/** A relay as its page shows it; its password is never shown again (5.6-3). */
export interface RelayView {
	readonly id: string;
	readonly address: string;
	readonly displayName: string;
	readonly smtp: AccountServer;
	readonly replyMailboxId: string | null;
	readonly dailyCap: number;
	readonly providerDailyLimit: number | null;
	readonly testedAt: Date | null;
	/** What its mails showed where they were received (E-17); null: nothing is known of its domain yet. */
	readonly deliverability: SenderProven | null;
	/** When a mail came to a plus-address of the mailbox that takes its replies; null: it is not known to take them. */
	readonly plusArrivedAt: Date | null;
	/** That may take its replies. */
	readonly mailboxes: readonly { readonly id: string; readonly address: string }[];
}

/** @throws {Refusal} missing; not-allowed; relays-off. */
export async function showRelay(tx: Transaction, actor: Actor, senderId: string): Promise<RelayView> {
	const relay = await readRelay(tx, actor, senderId);
	const { smtpHost: host, smtpPort: port, smtpSecurity: security, loginName: user } = relay;
	return {
		...{ id: relay.id, address: relay.address, displayName: relay.displayName },
		smtp: { host, port, security, user },
		...{ replyMailboxId: relay.replyMailboxId, dailyCap: relay.dailyCap, testedAt: relay.testedAt },
		providerDailyLimit: relay.providerDailyLimit,
		deliverability: (await readSenderProven(tx, relay)) ?? null,
		plusArrivedAt: await plusArrived(tx, relay.replyMailboxId),
		mailboxes: await mailboxesForReplies(tx),
	};
}

async function plusArrived(tx: Transaction, mailboxId: string | null): Promise<Date | null> {
	if (!mailboxId) return null;
	const mailbox = await tx.db.mailbox.findFirst({
		where: { id: mailboxId },
		select: { plusArrivedAt: true, plusArrivedHost: true, imapHost: true },
	});
	return mailbox?.plusArrivedHost === mailbox?.imapHost ? (mailbox?.plusArrivedAt ?? null) : null;
}

/** The mailboxes that may take the replies of a relay: every one that is read, shared ones first. @throws {Refusal} relays-off. */
export async function mailboxesForReplies(tx: Transaction): Promise<{ id: string; address: string }[]> {
	await assertRelaysOn(tx);
	return tx.db.mailbox.findMany({
		where: { deletedAt: null, sender: { isNot: null } },
		orderBy: [{ sender: { kind: 'desc' } }, { address: 'asc' }],
		select: { id: true, address: true },
	});
}
