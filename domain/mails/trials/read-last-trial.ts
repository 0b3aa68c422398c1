import { nameOf } from '#domain/values/person-name.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { fateOfTrialMail, FATE_COLUMNS, type TrialFate } from './fate-of-trial-mail.ts';
import { readTrialMailbox } from './trial-mailbox.ts';

/** One address of a test and what became of its mail. */
export interface TrialLine {
	readonly id: string;
	/** Null: its person was erased. */
	readonly address: string | null;
	readonly fate: TrialFate;
}

/** The last real-life test of a mailbox (E-14). */
export interface LastTrial {
	readonly at: Date;
	readonly byName: string;
	readonly lines: readonly TrialLine[];
}

/**
 * What the section shows: whether a test can leave now, and the last one, whoever sent it.
 *
 * @throws {Refusal} missing; not-allowed.
 */
export async function readLastTrial(
	tx: Transaction,
	actor: Actor,
	mailboxId: string,
): Promise<{ readonly isRead: boolean; readonly last: LastTrial | null }> {
	const { senderId, isRead } = await readTrialMailbox(tx, actor, mailboxId);
	const newest = await tx.db.send.findFirst({
		where: { senderId, trialId: { not: null } },
		orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
		select: { trialId: true, createdAt: true, authorId: true },
	});
	if (!newest) return { isRead, last: null };
	const sends = await tx.db.send.findMany({
		where: { trialId: newest.trialId },
		select: { id: true, recipient: true, ...FATE_COLUMNS },
		orderBy: [{ recipient: 'asc' }, { id: 'asc' }],
	});
	const reports = await reportsOf(
		tx,
		sends.map(({ id }) => id),
	);
	const author = await tx.db.user.findFirst({
		where: { id: newest.authorId! },
		select: { firstName: true, lastName: true },
	});
	return {
		isRead,
		last: {
			at: newest.createdAt,
			byName: author ? nameOf(author) : '',
			lines: sends.map(({ id, recipient, ...send }) => ({
				id,
				address: recipient,
				fate: fateOfTrialMail(send, { isRead, report: reports.get(id) }),
			})),
		},
	};
}

/** The newest report of a mail system about each. */
async function reportsOf(tx: Transaction, sendIds: readonly string[]) {
	const reports = await tx.db.message.findMany({
		where: { sendId: { in: [...sendIds] }, verdict: { in: ['bounce-hard', 'bounce-soft'] } },
		orderBy: { receivedAt: 'asc' },
		select: { sendId: true, verdict: true, evidence: true },
	});
	return new Map(reports.map(({ sendId, ...report }) => [sendId!, report]));
}
