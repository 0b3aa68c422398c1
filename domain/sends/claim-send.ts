import type { Transaction } from '#platform/database/database.ts';

/** The send that may leave now. */
export interface SendToClaim {
	readonly sendId: string;
	readonly kind: 'step' | 'personal' | 'test';
	readonly mailboxId: string;
	readonly engagementId?: string;
	readonly position?: number;
	readonly occurrence?: number;
	readonly contactId?: string;
	readonly companyId?: string;
	readonly isFirstContact: boolean;
	/** Milliseconds after which another send of the mailbox may take the claim away. */
	readonly lease: number;
}

/**
 * - `claimed`: this attempt holds the send under `fence`.
 * - `busy`: another send of the mailbox is under way.
 * - `open`: this very send is armed or uncertain; only reconcile may answer.
 * - `settled`: it left, or was refused for good.
 */
export type Claim =
	| { readonly kind: 'claimed'; readonly fence: number }
	| { readonly kind: 'busy' }
	| { readonly kind: 'open' }
	| { readonly kind: 'settled' };

/**
 * Reserves a send for one attempt, fence + 1 (design.md "A send"). A claim of the same send that a dead attempt left is
 * taken over at once: the fence keeps that attempt from arming. The caller holds the mailbox's lock.
 */
export async function claimSend(tx: Transaction, send: SendToClaim): Promise<Claim> {
	if (!(await isMailboxFree(tx, send))) return { kind: 'busy' };
	const [row] = await tx.db.$queryRaw<{ fence: number }[]>`
		/* send: claim */
		WITH claimed AS (
			INSERT INTO send (subscription_id, id, kind, mailbox_id, engagement_id, position, occurrence, contact_id,
				company_id, is_first_contact, state, fence, lease_until, claimed_at, created_at)
			VALUES (${tx.subscriptionId}::uuid, ${send.sendId}::uuid, ${send.kind}, ${send.mailboxId}::uuid,
				${send.engagementId ?? null}::uuid, ${send.position ?? null}, ${send.occurrence ?? null},
				${send.contactId ?? null}::uuid, ${send.companyId ?? null}::uuid, ${send.isFirstContact}, 'claimed', 1,
				clock_timestamp() + make_interval(secs => ${send.lease / 1_000}), ${tx.at}, ${tx.at})
			ON CONFLICT (subscription_id, id) DO UPDATE
			SET state = 'claimed', fence = send.fence + 1, claimed_at = EXCLUDED.claimed_at,
				lease_until = EXCLUDED.lease_until, is_first_contact = EXCLUDED.is_first_contact
			WHERE send.state IN ('ready', 'claimed', 'revoked')
			RETURNING subscription_id, id, fence
		)
		INSERT INTO send_attempt (subscription_id, send_id, fence, started_at)
		SELECT subscription_id, id, fence, ${tx.at} FROM claimed
		RETURNING fence`;
	if (!row) {
		const held = await tx.db.send.findFirstOrThrow({
			where: { id: send.sendId },
			select: { state: true, settledAt: true },
		});
		const open = held.state === 'armed' || (held.state === 'uncertain' && held.settledAt === null);
		return { kind: open ? 'open' : 'settled' };
	}
	if (row.fence > 1) {
		await tx.db.sendAttempt.updateMany({
			where: { sendId: send.sendId, fence: { lt: row.fence }, endedAt: null },
			data: { endedAt: tx.at, outcome: 'abandoned' },
		});
	}
	return { kind: 'claimed', fence: row.fence };
}

/** Whether no other send of the mailbox is under way. A worker that died with a claim does not hold it for ever. */
async function isMailboxFree(tx: Transaction, send: SendToClaim): Promise<boolean> {
	const others = await tx.db.$queryRaw<{ isExpired: boolean }[]>`
		SELECT state = 'claimed' AND lease_until < clock_timestamp() AS "isExpired" FROM send
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox_id = ${send.mailboxId}::uuid
			AND id <> ${send.sendId}::uuid AND state IN ('claimed', 'armed')`;
	if (others.length === 0) return true;
	if (others.some(({ isExpired }) => !isExpired)) return false;
	await tx.db.$executeRaw`
		UPDATE send SET state = 'ready', fence = fence + 1, lease_until = NULL
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox_id = ${send.mailboxId}::uuid
			AND id <> ${send.sendId}::uuid AND state = 'claimed' AND lease_until < clock_timestamp()`;
	return true;
}
