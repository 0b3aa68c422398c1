import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { poke } from '#domain/outbox/poke.ts';
import { answerFor, type About, type AboutAnswers } from '#domain/values/about.ts';

/** A mail that had left our process when the fact was recorded: its fate follows (5.2-8). */
export interface InFlight {
	readonly sendId: string;
	/** The step that it is; null: a mail that a person wrote, or one of an issue. */
	readonly position: number | null;
}

/**
 * The one way to record a fact after which nothing more may leave: a reply, a STOP, a pause, an objection. Takes the lock of
 * what it concerns, turns its claims back with fence + 1, so that none of them can arm, frees its slot and pokes its run.
 * The fact itself is written by the caller in this same transaction.
 *
 * @returns the mail that was armed already, or whose fate is not known: it alone may still leave.
 */
export async function holdBack(tx: Transaction, about: About): Promise<InFlight | undefined> {
	const inFlight = await revokeClaims(tx, about);
	await answerFor(about, {
		engagement: ({ engagementId }) => poke(tx, 'engagement', engagementId),
		message: ({ sendId }) => poke(tx, 'message', sendId),
		issue: ({ sendId }) => pokePart(tx, sendId),
	});
	return inFlight;
}

/** The part of an issue that a mail of it leaves with: it asks the gates of that place anew. */
async function pokePart(tx: Transaction, sendId: string): Promise<void> {
	const [part] = await tx.sql<{ id: string }>`
		SELECT part.id::text FROM send JOIN issue_part part ON (part.subscription_id, part.issue_id) = (send.subscription_id, send.issue_id)
			AND send.place BETWEEN part.first_place AND part.last_place
		WHERE send.subscription_id = ${tx.subscriptionId}::uuid AND send.id = ${sendId}::uuid`;
	if (part) await poke(tx, 'part', part.id);
}

/** Which sends and which slots are its own, and what becomes of a claim. */
const CLAIMS: AboutAnswers<{
	readonly sends: Prisma.Sql;
	readonly slots: Prisma.Sql;
	readonly become: 'revoked' | 'ready';
}> = {
	// A later look claims the step anew.
	engagement: ({ engagementId }) => {
		const own = Prisma.sql`engagement_id = ${engagementId}::uuid`;
		return { sends: own, slots: own, become: 'revoked' };
	},
	// Revoked, a person's mail has ended; whether it has, its own gates say.
	message: ({ sendId }) => ({
		sends: Prisma.sql`id = ${sendId}::uuid`,
		slots: Prisma.sql`send_id = ${sendId}::uuid`,
		become: 'ready',
	}),
	// Whether a place still gets its mail, the gates of its part say.
	issue: ({ sendId }) => ({
		sends: Prisma.sql`id = ${sendId}::uuid`,
		slots: Prisma.sql`send_id = ${sendId}::uuid`,
		become: 'ready',
	}),
};

/** The same without a poke, for a look: its run learns the end from the answer. */
export async function revokeClaims(tx: Transaction, about: About): Promise<InFlight | undefined> {
	await answerFor(about, {
		engagement: ({ engagementId }) => tx.lock('engagement', [engagementId]),
		message: ({ sendId }) => tx.lock('send', [sendId]),
		issue: ({ sendId }) => tx.lock('send', [sendId]),
	});
	const { sends, slots, become } = answerFor(about, CLAIMS);
	const [open] = await tx.sql<InFlight>`
		WITH revoked AS (
			UPDATE send SET state = ${become}::send_state, fence = fence + 1, lease_until = NULL
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND ${sends} AND state = 'claimed'
		), freed AS (
			DELETE FROM sender_slot
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND ${slots}
		)
		SELECT id::text AS "sendId", position FROM send
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND ${sends}
			AND (state = 'armed' OR state = 'uncertain' AND settled_at IS NULL)
		LIMIT 1`;
	return open;
}
