import type { Prisma, SendAttempt } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { ArmedDraft, HeldSend } from './arm-send.ts';

/** Attempts whose mail was to leave as a draft of its server's: a condition on `send_attempt`. */
export const IS_BY_DRAFT = { draftId: { not: null } } satisfies Prisma.SendAttemptWhereInput;

/** The draft of such an attempt. */
export function draftOf({
	draftId,
	draftMessageId,
}: Pick<SendAttempt, 'draftId' | 'draftMessageId'>): ArmedDraft {
	return { id: draftId!, messageId: draftMessageId ?? undefined };
}

/** Whether no attempt of the send has begun after this one, which a STOP may have revoked. */
export async function isNewestAttempt(
	tx: Transaction,
	{ sendId, fence }: Pick<HeldSend, 'sendId' | 'fence'>,
): Promise<boolean> {
	return (await tx.db.sendAttempt.count({ where: { sendId, fence: { gt: fence } } })) === 0;
}

/** The drafts that the attempts of a send armed, oldest first. */
export async function readArmedDrafts(tx: Transaction, sendId: string): Promise<ArmedDraft[]> {
	const attempts = await tx.db.sendAttempt.findMany({
		where: { sendId, ...IS_BY_DRAFT },
		orderBy: { fence: 'asc' },
	});
	return attempts.map(draftOf);
}
