import { planNextTry } from '#domain/gates/plan-next-try.ts';
import { recordDeferredRefusal } from '#domain/refusals/record-deferred-refusal.ts';
import { noteAccepted } from '#domain/refusals/note-accepted.ts';
import type { Deferral } from '#domain/sends/deferral.ts';
import { recordAccepted, type AcceptedReply, type Evidence } from '#domain/sends/record-outcome.ts';
import type { Transaction } from '#platform/database/database.ts';
import { tellIssue } from '../tell-issue.ts';

/** The server holds the mail of a place. */
export async function recordPlaceAccepted(
	tx: Transaction,
	sendId: string,
	evidence: Evidence,
	reply?: AcceptedReply,
): Promise<void> {
	if (!(await recordAccepted(tx, sendId, evidence, reply))) return;
	if (evidence === 'reply') await noteAccepted(tx, sendId);
	await tellIssueOf(tx, sendId);
}

/**
 * The mail of a place was not taken this time: tried again by the schedule of every mail (5.5-1), after its last try it counts as
 * refused. What we stopped ourselves asks the gates again. The others of its part go on meanwhile.
 */
export async function recordPlaceDeferred(
	tx: Transaction,
	sendId: string,
	deferral: Deferral,
): Promise<void> {
	if (deferral.fault.matter === 'ours') return;
	const held = await recordDeferredRefusal(tx, { ...deferral, sendId });
	if (held) {
		await tx.db.send.updateMany({ where: { id: sendId }, data: { notBefore: held.nextTryAt } });
		return;
	}
	const next = await planNextTry(tx, sendId, deferral);
	if (next.kind === 'counted' && !next.notBefore) {
		await tx.db.send.updateMany({ where: { id: sendId }, data: { state: 'rejected' } });
		await tellIssueOf(tx, sendId);
	}
}

/** What became of the mail of a place is shown. */
export async function tellIssueOf(tx: Transaction, sendId: string): Promise<void> {
	const send = await tx.db.send.findFirst({ where: { id: sendId }, select: { issueId: true } });
	if (send?.issueId) await tellIssue(tx, send.issueId);
}
