import { createHash } from 'node:crypto';
import type { StepDecisions, StepSend } from '#activities/send/step-decisions.ts';
import type { Transaction } from '#platform/database/database.ts';

/**
 * An engagement without windows, caps and automations: the row, its position and its end, and nothing else. The crash
 * matrix is about the send; what an engagement makes of it is tested beside its gates.
 */
export const plainDecisions: StepDecisions = {
	async look(tx, engagementId) {
		const row = await tx.db.engagement.findFirst({ where: { id: engagementId } });
		if (!row) return { kind: 'ended' };
		await tx.lock('mailbox', [row.mailboxId]);
		await tx.lock('engagement', [engagementId]);
		const locked = await tx.db.engagement.findFirstOrThrow({ where: { id: engagementId } });
		if (locked.endedAt) return { kind: 'ended' };
		if (locked.position > locked.stepCount)
			return { kind: 'wait', reason: 'closing-delay', until: locked.closingEndsAt };
		return {
			kind: 'go',
			sendId: sendIdOf(engagementId, locked.position, locked.occurrence),
			position: locked.position,
			occurrence: locked.occurrence,
			isFirstContact: locked.position === 1,
		};
	},
	async mayStillLeave(tx, { engagementId }) {
		return (await tx.db.engagement.count({ where: { id: engagementId, endedAt: null } })) === 1;
	},
	recordSent: (tx, send) => moveOn(tx, send, { lastAcceptedSendId: send.sendId, lastSentAt: send.sentAt }),
	recordRefused: (tx, send) => end(tx, send.engagementId, 'failed', 'ended-refused'),
	async recordDeferred(tx, { engagementId }) {
		const nextLookAt = new Date(tx.at.getTime() + 1_000);
		await tx.db.engagement.updateMany({
			where: { id: engagementId },
			data: { reason: 'recipient-later', nextLookAt },
		});
	},
	async recordUncertain(tx, { engagementId }) {
		await tx.db.engagement.updateMany({
			where: { id: engagementId, endedAt: null },
			data: { reason: 'send-uncertain' },
		});
	},
	async settle(tx, send) {
		if (send.how === 'silence') return moveOn(tx, send, { lastSentAt: tx.at });
		await tx.db.engagement.updateMany({
			where: { id: send.engagementId },
			data: { state: 'blocked', reason: 'send-unsettled', nextLookAt: null },
		});
	},
};

/** The stopping fact: the engagement's lock, its end, its claimed sends revoked with fence + 1. */
export async function stopForTest(tx: Transaction, engagementId: string): Promise<void> {
	await tx.lock('engagement', [engagementId]);
	await end(tx, engagementId, 'failed', 'ended-stopped');
	await tx.db.send.updateMany({
		where: { engagementId, state: 'claimed' },
		data: { state: 'revoked', fence: { increment: 1 }, leaseUntil: null },
	});
}

async function end(tx: Transaction, engagementId: string, state: 'failed', reason: string): Promise<void> {
	await tx.db.engagement.updateMany({
		where: { id: engagementId, endedAt: null },
		data: { state, reason, endedAt: tx.at, failureAt: tx.at, nextLookAt: null },
	});
}

async function moveOn(
	tx: Transaction,
	send: StepSend,
	data: { lastAcceptedSendId?: string; lastSentAt: Date },
): Promise<void> {
	const row = await tx.db.send.findFirstOrThrow({ where: { id: send.sendId } });
	// Evidence may come after the position has moved: it moves once.
	await tx.db.engagement.updateMany({
		where: { id: send.engagementId, position: row.position! },
		data: { position: row.position! + 1, state: 'closing', reason: 'closing-delay', nextLookAt: null },
	});
	await tx.db.engagement.updateMany({ where: { id: send.engagementId }, data });
}

function sendIdOf(engagementId: string, position: number, occurrence: number): string {
	const hash = createHash('sha1').update(`${engagementId}/${position}/${occurrence}`).digest('hex');
	return hash.slice(0, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-5$3-a$4-$5');
}
