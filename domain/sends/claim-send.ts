import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { contentOf, type ComposedSend } from './freeze-send.ts';

/** The send that may leave now. */
export interface SendToClaim {
	readonly sendId: string;
	readonly kind: 'step' | 'personal' | 'test' | 'platform' | 'issue';
	/** Null: the platform's own, whose mails do not wait for each other. */
	readonly senderId: string | null;
	readonly engagementId?: string;
	readonly position?: number;
	readonly occurrence?: number;
	/** Of an issue of a newsletter. */
	readonly issueId?: string;
	readonly place?: number;
	readonly contactId?: string;
	readonly companyId?: string;
	readonly isFirstContact: boolean;
	/** Of a send that was never claimed: its mail, which its claim freezes. */
	readonly content?: ComposedSend | undefined;
	/** Milliseconds after which another send of the sender may take the claim away. */
	readonly lease: number;
}

/**
 * - `claimed`: this attempt holds the send under `fence`, at the first one with the content that was given.
 * - `busy`: another send of the sender is under way.
 * - `open`: this very send is armed or uncertain; only reconcile may answer.
 * - `settled`: it left, or was refused for good.
 */
export type Claim =
	| { readonly kind: 'claimed'; readonly fence: number }
	| { readonly kind: 'busy' }
	| { readonly kind: 'open' }
	| { readonly kind: 'settled' };

/**
 * Reserves a send for one attempt, fence + 1 (docs/design/sending.md#claim). A claim of the same send that a dead
 * attempt left is taken over at once: the fence keeps that attempt from arming. The caller holds the sender's lock.
 */
export async function claimSend(tx: Transaction, send: SendToClaim): Promise<Claim> {
	const fence =
		(await tryToClaim(tx, send)) ?? ((await releaseExpired(tx, send)) && (await tryToClaim(tx, send)));
	if (!fence) return whyNot(tx, send);
	if (fence > 1) {
		await tx.db.sendAttempt.updateMany({
			where: { sendId: send.sendId, fence: { lt: fence }, endedAt: null },
			data: { endedAt: tx.at, outcome: 'abandoned' },
		});
	}
	return { kind: 'claimed', fence };
}

/** The fence of a new claim; undefined where this send or another one of its sender is under way. */
async function tryToClaim(tx: Transaction, send: SendToClaim): Promise<number | undefined> {
	const [row] = await tx.sql<{ fence: number }>`
		/* send: claim */
		WITH claimed AS (
			INSERT INTO send (subscription_id, id, kind, sender_id, engagement_id, position, occurrence, issue_id,
				place, contact_id, company_id, is_first_contact, recipient, subject, message_id, state, fence, lease_until, claimed_at, created_at)
			SELECT ${tx.subscriptionId}::uuid, ${send.sendId}::uuid, ${send.kind}, ${send.senderId}::uuid,
				${send.engagementId ?? null}::uuid, ${send.position ?? null}::int, ${send.occurrence ?? null}::int,
				${send.issueId ?? null}::uuid, ${send.place ?? null}::int,
				${send.contactId ?? null}::uuid, ${send.companyId ?? null}::uuid, ${send.isFirstContact}::boolean,
				${send.content?.recipient ?? null}, ${send.content?.subject ?? null}, ${send.content?.messageId ?? null},
				'claimed', 1, clock_timestamp() + make_interval(secs => ${send.lease / 1_000}), ${tx.at}::timestamptz,
				${tx.at}::timestamptz
			WHERE NOT EXISTS (${othersUnderWay(tx, send)})
			ON CONFLICT (subscription_id, id) DO UPDATE
			SET state = 'claimed', fence = send.fence + 1, claimed_at = EXCLUDED.claimed_at,
				lease_until = EXCLUDED.lease_until, is_first_contact = EXCLUDED.is_first_contact
			WHERE send.state IN ('ready', 'claimed', 'revoked')
			RETURNING subscription_id, id, fence
		)${send.content ? Prisma.sql`, ${contentOf(tx, send.content, 'claimed')}` : Prisma.empty}
		INSERT INTO send_attempt (subscription_id, send_id, fence, started_at)
		SELECT subscription_id, id, fence, ${tx.at}::timestamptz FROM claimed
		RETURNING fence`;
	return row?.fence;
}

function othersUnderWay(tx: Transaction, send: SendToClaim): Prisma.Sql {
	return Prisma.sql`
		SELECT FROM send
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND sender_id = ${send.senderId}::uuid
			AND id <> ${send.sendId}::uuid AND state IN ('claimed', 'armed')`;
}

/** A worker that died with a claim does not hold the sender for ever. True: a claim was taken from one. */
async function releaseExpired(tx: Transaction, send: SendToClaim): Promise<boolean> {
	const released = await tx.sql`
		UPDATE send SET state = 'ready', fence = fence + 1, lease_until = NULL
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND sender_id = ${send.senderId}::uuid
			AND id <> ${send.sendId}::uuid AND state = 'claimed' AND lease_until < clock_timestamp()
		RETURNING id`;
	return released.length > 0;
}

async function whyNot(tx: Transaction, send: SendToClaim): Promise<Exclude<Claim, { kind: 'claimed' }>> {
	const [row] = await tx.sql<{ isBusy: boolean; state: string | null; isSettled: boolean }>`
		SELECT EXISTS (${othersUnderWay(tx, send)}) AS "isBusy", held.state::text, held.settled_at IS NOT NULL AS "isSettled"
		FROM (SELECT) one LEFT JOIN send held
			ON (held.subscription_id, held.id) = (${tx.subscriptionId}::uuid, ${send.sendId}::uuid)`;
	const { isBusy, state, isSettled } = row!;
	if (isBusy) return { kind: 'busy' };
	return { kind: state === 'armed' || (state === 'uncertain' && !isSettled) ? 'open' : 'settled' };
}
