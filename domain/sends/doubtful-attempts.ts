import type { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';

/**
 * After so many attempts of one mail that may each have left a copy, a person decides and nothing is tried any more
 * (docs/design/sending.md#refused-after-dot).
 */
export const MOST_DOUBTFUL = 3;

/** Ends of an attempt after which a copy may exist: no reply to the dot, or a 4xx to it. */
const DOUBTFUL = ['uncertain', 'deferred-after-dot'];

/** How many attempts of a send may have left a copy; `but` leaves one out that is still at hand. */
export async function countDoubtful(
	tx: Transaction,
	sendId: string,
	but?: { readonly fence: number },
): Promise<number> {
	return tx.db.sendAttempt.count({
		where: { sendId, outcome: { in: DOUBTFUL }, ...(but ? { fence: { not: but.fence } } : {}) },
	});
}

/** Sends that left, or of which a copy may exist: a condition on `send`. */
export const MAY_HAVE_LEFT: Prisma.SendWhereInput = {
	OR: [
		{ state: { in: ['armed', 'accepted', 'uncertain'] } },
		{ attempts: { some: { outcome: { in: DOUBTFUL } } } },
	],
};

/**
 * A send that waits for a further try although a copy of it may exist, by what its copy is known. Undefined where no attempt
 * of it is doubtful, or where it is settled.
 */
export async function findDoubtedSend(
	tx: Transaction,
	sendId: string,
): Promise<{ readonly sendId: string; readonly messageId: string } | undefined> {
	const send = await tx.db.send.findFirst({
		where: {
			id: sendId,
			state: { in: ['ready', 'claimed', 'revoked'] },
			attempts: { some: { outcome: { in: DOUBTFUL } } },
		},
		select: { messageId: true },
	});
	return send?.messageId ? { sendId, messageId: send.messageId } : undefined;
}
