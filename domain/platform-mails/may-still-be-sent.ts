import { readOpposition } from '#domain/suppressions/ask/is-suppressed.ts';
import type { PlatformMail, Send } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';

/** Longer than this nobody waits for a mail of the platform: what it says is old by then. Milliseconds of domain time. */
const WORTH_SENDING = 2 * 86_400_000;

/** Why a mail of the platform leaves no more. */
export type PlatformMailEnd =
	/** This installation has no sender of its own any more. */
	| 'platform-missing'
	/** Its recipient asked for no further mails. */
	| 'recipient-objects'
	/** What it is about is over. */
	| 'no-longer-true'
	/** The database came back from a backup: nobody knows whether it left before. */
	| 'restored'
	/** It was tried for two days. */
	| 'given-up';

/**
 * Asks what a mail of the platform is about whether it still holds, and holds that until the transaction ends. To be asked
 * before the send is locked.
 *
 * @returns why it leaves no more; undefined where it may.
 */
export async function whyNoMore(
	tx: Transaction,
	mail: PlatformMail,
	send: Pick<Send, 'recipient' | 'createdAt'>,
): Promise<PlatformMailEnd | undefined> {
	if (!tx.process.writesToUsers) return 'platform-missing';
	if (mail.connectionId) await tx.lock('mailbox_connection', [mail.connectionId], 'share');
	if (!(await holds(tx, mail))) return 'no-longer-true';
	const isAsked = mail.kind === 'consent-request' || mail.kind === 'consent-reminder';
	// Users are written to as users; an administrator elsewhere may have objected.
	if (isAsked && send.recipient && (await isOpposed(tx, send.recipient))) return 'recipient-objects';
	if (tx.at.getTime() - send.createdAt.getTime() > WORTH_SENDING) return 'given-up';
	const restores = await tx.db.restoreIncident.count({ where: { provenAt: { gte: send.createdAt } } });
	return restores > 0 ? 'restored' : undefined;
}

async function isOpposed(tx: Transaction, address: string): Promise<boolean> {
	const { suppressedAt, objectionId } = await readOpposition(tx, address);
	return suppressedAt !== null || objectionId !== null;
}

async function holds(tx: Transaction, mail: PlatformMail): Promise<boolean> {
	switch (mail.kind) {
		case 'consent-request':
			return isWaitingFor(tx, mail.connectionId!, {});
		case 'consent-reminder':
			return isWaitingFor(tx, mail.connectionId!, { refusedAt: null, remindersStoppedAt: null });
		case 'consent-given':
			return (
				(await tx.db.mailboxConnection.count({
					where: { id: mail.connectionId!, stage: 'choosing', reason: 'connect-consented' },
				})) > 0
			);
		case 'first-reading':
			return (await tx.db.mailbox.count({ where: { id: mail.mailboxId!, deletedAt: null } })) > 0;
		default:
			return isCodeAwaited(tx, mail);
	}
}

async function isWaitingFor(
	tx: Transaction,
	connectionId: string,
	still: { readonly refusedAt?: null; readonly remindersStoppedAt?: null },
): Promise<boolean> {
	const where = { connectionId, consentedAt: null, ...still, connection: { stage: 'consent' } };
	return (await tx.db.consentRequest.count({ where })) > 0;
}

/** A code that was replaced, used or is over is not sent any more; its time is the wall clock's. */
async function isCodeAwaited(tx: Transaction, { fromAddressId, sendId }: PlatformMail): Promise<boolean> {
	const awaited = await tx.sql`
		SELECT FROM from_address
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${fromAddressId}::uuid
			AND code_send_id = ${sendId}::uuid AND code_until > clock_timestamp()`;
	return awaited.length > 0;
}
