import superjson from 'superjson';
import type { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/** How long an act may be sent again and still be recognised, in milliseconds. */
const RECOGNISED_FOR = 7 * 24 * 3_600_000;

/** An act as its sender's browser names it. */
export interface SentRequest {
	/** Chosen by the browser once for each act; every further try of it has the same. */
	readonly requestId: string;
	readonly userId: string;
	/** `<area>.<verbNoun>` */
	readonly procedure: string;
	/** Fingerprint of what it was called with: a password may be in that. */
	readonly input: string;
}

/** An answer as it is kept: as superjson writes it, with the fingerprint of the input that it answers. */
interface KeptAnswer {
	readonly json: unknown;
	readonly meta?: unknown;
	readonly input?: string;
}

/**
 * Does an act once a request id: its answer is kept in the act's own transaction, and the same request sent again gets it.
 * A request that is still under way is waited for. A refused act leaves nothing, so that it is judged anew.
 *
 * @throws {Refusal} request-reused where the id was another procedure's, or came with another input.
 */
export async function answerOnce<T>(
	tx: Transaction,
	{ requestId: id, userId, procedure, input }: SentRequest,
	work: () => Promise<T>,
): Promise<T> {
	const { subscriptionId, at } = tx;
	const { count } = await tx.db.answeredRequest.createMany({
		data: [{ subscriptionId, userId, id, procedure, at }],
		skipDuplicates: true,
	});
	if (count === 0) {
		const first = await tx.db.answeredRequest.findFirst({ where: { userId, id } });
		const kept = first?.answer as KeptAnswer | null | undefined;
		// Answers of release 0.1 name no input.
		if (!kept || first?.procedure !== procedure || (kept.input ?? input) !== input)
			throw new Refusal('conflict', 'request-reused');
		return superjson.deserialize<T>(kept as never);
	}
	const answer = await work();
	const kept = { ...superjson.serialize(answer), input } as unknown as Prisma.InputJsonValue;
	await tx.db.answeredRequest.updateMany({ where: { userId, id }, data: { answer: kept } });
	await tx.db.answeredRequest.deleteMany({
		where: { userId, at: { lt: new Date(at.getTime() - RECOGNISED_FOR) } },
	});
	return answer;
}
