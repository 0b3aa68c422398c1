import { recordEvent } from '#domain/timeline/record/record-event.ts';
import { poke } from '#domain/outbox/poke.ts';
import { recordDeferredRefusal } from '#domain/refusals/record-deferred-refusal.ts';
import { planNextTry } from '#domain/gates/plan-next-try.ts';
import type { Deferral } from '#domain/sends/deferral.ts';
import type { Transaction } from '#platform/database/database.ts';
import { askGates } from '#domain/engagements/look/ask-gates.ts';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';

/**
 * A step was not taken now; its claim is given back. The recipient's server, or one that refused after the final dot, is
 * asked again after 15 min, 1 h, 4 h, then once a day, 8 tries in all, then the run fails (`ended-unreachable`, 5.5-1). One's
 * own server or account is tried again without limit: a matter of the mailbox, never a failure. What we stopped ourselves
 * asks the gates again and has no reason of its own. Of a run that ended meanwhile it is told that the step in flight has not
 * left (5.2-8).
 */
export async function recordDeferred(
	tx: Transaction,
	deferred: Deferral & { readonly engagementId: string; readonly sendId: string },
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
	const held = await recordDeferredRefusal(tx, deferred);
	if (run.endedAt) {
		await recordEvent(tx, { kind: 'step-not-sent', ...told, data: { ...step, code: fault.code } });
		return;
	}
	if (fault.matter === 'ours') return;
	await tx.db.senderSlot.deleteMany({ where: { sendId } });
	// The mailbox's own run finds out whether its owner must mend it.
	if (fault.matter === 'mailbox') await poke(tx, 'mailbox', run.mailboxId);
	if (held) {
		const data = { ...step, reason: 'mailbox-refused', until: held.nextTryAt.toISOString() };
		await recordEvent(tx, { kind: 'step-deferred', ...told, data });
		await askGates(tx, engagementId, 'note');
		return;
	}
	const next = await planNextTry(tx, sendId, deferred);
	if (next.kind === 'counted') {
		const { notBefore, tries, status } = next;
		if (!notBefore) {
			await endEngagement(tx, engagementId, {
				reason: 'ended-unreachable',
				details: { count: tries, status },
			});
			return;
		}
		const data = { ...step, reason: 'recipient-later', until: notBefore.toISOString(), tries, status };
		await recordEvent(tx, { kind: 'step-deferred', ...told, data });
	} else {
		const data = { ...step, reason: 'server-unreachable', until: next.notBefore.toISOString() };
		await recordEvent(tx, { kind: 'step-deferred', ...told, data });
	}
	await askGates(tx, engagementId, 'note');
}
