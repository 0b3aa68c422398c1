import { notify } from '#domain/notifications/notify.ts';
import { peopleOfMailbox } from '#domain/notifications/people-of-mailbox.ts';
import { pokeMailboxRuns } from '#domain/outbox/poke-mailbox-runs.ts';
import { pokeEngagements } from '#domain/outbox/poke-engagements.ts';
import type { RefusalScope } from '#domain/gates/standing-refusal.ts';
import type { LockedSender } from '#domain/senders/lock-sender.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { SenderRefusal } from '#prisma/generated/client/client.ts';
import type { RefusingSide } from './refusing-side.ts';
import { nextTryOfRefused } from './try-pauses.ts';

/** A send that a server refused because of us. */
export interface MetRefusal {
	readonly sendId: string;
	readonly code: string;
	readonly side: RefusingSide;
	/** RFC 3463. */
	readonly status?: string | undefined;
	/** The server's words, without addresses. */
	readonly words?: string | undefined;
	/** A report told it: the sender's own server had accepted the mail. */
	readonly isReported: boolean;
}

/** A refusal with the sender that met it. */
export interface RefusalFound extends MetRefusal {
	readonly sender: LockedSender;
}

/** The refusal of a sender, or of one domain, that stands; locked. */
export async function readRefusal(
	tx: Transaction,
	senderId: string,
	domain: string | null,
): Promise<SenderRefusal | null> {
	await tx.sql`
		SELECT FROM sender_refusal
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND sender_id = ${senderId}::uuid AND lifted_at IS NULL FOR UPDATE`;
	const scope = domain === null ? 'sender' : 'domain';
	return tx.db.senderRefusal.findFirst({ where: { senderId, scope, domain, liftedAt: null } });
}

/**
 * Begins a refusal: one line of the mailbox, its runs look again, and where it holds the whole sender its owner is told once.
 * What stood for single domains is taken up by that.
 *
 * @param domain null: everything that leaves from the sender.
 */
export async function openRefusal(
	tx: Transaction,
	of: RefusalFound,
	domain: string | null,
): Promise<{ nextTryAt: Date }> {
	const scope = domain === null ? 'sender' : 'domain';
	const nextTryAt = nextTryOfRefused(tx.at, 0);
	if (scope === 'sender') {
		await tx.db.senderRefusal.updateMany({
			where: { senderId: of.sender.id, scope: 'domain', liftedAt: null },
			data: { liftedAt: tx.at, liftedBy: 'mailbox', probeSendId: null },
		});
	}
	const isNew = await insertRefusal(tx, of, { scope, domain, nextTryAt });
	if (isNew) await tellRefusal(tx, of, { scope, domain });
	return { nextTryAt };
}

/** @returns false where another transaction began it in the same moment. */
export async function insertRefusal(
	tx: Transaction,
	{ sender, code, side, status, words, isReported }: RefusalFound,
	as: {
		readonly scope: RefusalScope;
		readonly domain: string | null;
		readonly nextTryAt: Date | null;
		readonly refusedSends?: number;
	},
): Promise<boolean> {
	const begun = await tx.sql`
		INSERT INTO sender_refusal (subscription_id, sender_id, scope, domain, code, side, status, words, is_reported, since,
			refused_at, next_try_at, refused_sends)
		VALUES (${tx.subscriptionId}::uuid, ${sender.id}::uuid, ${as.scope}, ${as.domain}, ${code}, ${side},
			${status ?? null}, ${words ?? null}, ${isReported}, ${tx.at}, ${tx.at}, ${as.nextTryAt},
			${as.refusedSends ?? null}::int)
		ON CONFLICT (subscription_id, sender_id, scope, domain) WHERE lifted_at IS NULL DO NOTHING
		RETURNING id`;
	return begun.length > 0;
}

/** A line of the mailbox, one word to its owner where more than a domain is held, and its runs look again. */
export async function tellRefusal(
	tx: Transaction,
	{ sender: { mailboxId }, code }: RefusalFound,
	{ scope, domain }: { readonly scope: RefusalScope; readonly domain: string | null },
): Promise<void> {
	if (mailboxId === null) return;
	const { id: eventId } = await recordEvent(tx, {
		kind: 'mailbox-refused',
		mailboxId,
		data: { code, how: scope, ...(domain ? { domain } : {}) },
	});
	if (domain !== null) {
		const addresses = { some: { isPrimary: true, address: { endsWith: `@${domain}` } } };
		await pokeEngagements(tx, { mailboxId, contact: { addresses } });
		return;
	}
	for (const userId of await peopleOfMailbox(tx, mailboxId))
		await notify(tx, { userId, kind: 'mailbox-refused', mailboxId, eventId, data: { code, scope } });
	await pokeMailboxRuns(tx, mailboxId, 'all');
}
