import { recordEvent } from '#domain/timeline/record/record-event.ts';
import { poke } from '#domain/outbox/poke.ts';
import type { SendFault } from '#domain/sends/send-fault.ts';
import type { Transaction } from '#platform/database/database.ts';
import { askGates } from '#domain/engagements/look/ask-gates.ts';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { nextServerTry, nextTry } from '#domain/gates/retry-schedule.ts';

/**
 * A step was not taken now; its claim is given back. The recipient's server is asked again after 15 min, 1 h, 4 h, then
 * once a day, 8 tries in all, then the run fails (`ended-unreachable`, 5.5-1). One's own server or account is tried again
 * without limit: a matter of the mailbox, never a failure. What we stopped ourselves asks the gates again and has no reason
 * of its own. Of a run that ended meanwhile it is told that the step in flight has not left (5.2-8).
 */
export async function recordDeferred(
	tx: Transaction,
	deferred: { readonly engagementId: string; readonly sendId: string; readonly fault: SendFault },
): Promise<void> {
	const { engagementId, sendId, fault } = deferred;
	await tx.lock('engagement', [engagementId]);
	const send = await tx.db.send.findFirst({ where: { id: sendId }, include: { engagement: true } });
	if (!send?.engagement) return;
	const run = send.engagement;
	const told = {
		engagementId,
		companyId: run.companyId,
		contactId: run.contactId,
		sendId,
	};
	const step = { position: send.position!, steps: run.stepCount };
	if (run.endedAt) {
		await recordEvent(tx, { kind: 'step-not-sent', ...told, data: { ...step, code: fault.code } });
		return;
	}
	if (fault.matter === 'ours') return;
	await tx.db.mailboxSlot.deleteMany({ where: { sendId } });
	if (fault.matter === 'recipient' || fault.matter === 'message') {
		const refusals = send.refusals + 1;
		const notBefore = nextTry(tx.at, refusals);
		const status = fault.status ?? String(fault.replyCode ?? fault.code);
		await tx.db.send.updateMany({ where: { id: sendId }, data: { refusals, notBefore, status } });
		if (!notBefore) {
			await endEngagement(tx, engagementId, {
				reason: 'ended-unreachable',
				details: { count: refusals, status },
			});
			return;
		}
		const data = {
			...step,
			reason: 'recipient-later',
			until: notBefore.toISOString(),
			tries: refusals,
			status,
		};
		await recordEvent(tx, { kind: 'step-deferred', ...told, data });
	} else {
		const failures = await tx.db.sendAttempt.count({
			where: { sendId, outcome: { in: ['deferred', 'disarmed'] } },
		});
		const notBefore = nextServerTry(tx.at, failures - send.refusals);
		await tx.db.send.updateMany({ where: { id: sendId }, data: { notBefore, status: null } });
		const data = { ...step, reason: 'server-unreachable', until: notBefore.toISOString() };
		await recordEvent(tx, { kind: 'step-deferred', ...told, data });
		// The mailbox's own run finds out whether its owner must mend it.
		if (fault.matter === 'mailbox') await poke(tx, 'mailbox', run.mailboxId);
	}
	await askGates(tx, engagementId, 'note');
}
