import type { Actor } from '#domain/values/actor.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { runId, type RunKind } from '#workflows/contracts/run-ref.ts';

/** Opening the same run again within this time is one line of the audit, in milliseconds. */
const ONE_VISIT = 30 * 60_000;

/** Support as it acts in a subscription: every line it leaves says who, and the subscription sees it (5.6-25). @param motive why. */
export function supportActor(subscriptionId: string, supportUserId: string, motive?: string): Actor {
	const actor = { subscriptionId, userId: supportUserId, licence: 'responsable', bySupport: true } as const;
	return motive ? { ...actor, motive } : actor;
}

/** What support looked at. */
export interface Visit {
	readonly kind: RunKind;
	readonly id: string;
	readonly act: 'opened-run' | 'read-texts';
}

/**
 * Writes down that support opened a run, or read its texts. The line stands where the run's own lines stand; one of a kind
 * that leaves none names the run.
 *
 * @throws {Refusal} missing.
 */
export async function auditVisit(tx: Transaction, actor: Actor, visit: Visit): Promise<void> {
	const { kind, id } = visit;
	const subject = await subjectOf(tx, kind, id);
	const run = runId(kind, id);
	const isEngagement = kind === 'engagement';
	const act = isEngagement ? visit.act : 'opened-other-run';
	const lately = await tx.db.event.count({
		where: {
			...(isEngagement ? { engagementId: id } : { data: { path: ['run'], equals: run } }),
			kind: 'support-acted',
			actorId: actor.userId,
			at: { gt: new Date(tx.at.getTime() - ONE_VISIT) },
			AND: { data: { path: ['act'], equals: act } },
		},
	});
	if (lately > 0) return;
	await recordEvent(tx, {
		kind: 'support-acted',
		...subject,
		actor,
		data: { act, ...(!isEngagement && { run }) },
	});
}

/** The columns by which a line of the audit stands with what the run is about. */
async function subjectOf({ db }: Transaction, kind: RunKind, id: string) {
	if (kind === 'engagement') {
		const select = { companyId: true, contactId: true } as const;
		const run = await db.engagement.findFirst({ where: { id }, select });
		if (!run) throw new Refusal('not-found', 'missing');
		return { ...run, engagementId: id };
	}
	if (kind === 'mailbox') return { mailboxId: id };
	if (kind === 'message') {
		const send = await db.send.findFirst({
			where: { id },
			select: { companyId: true, contactId: true, sender: { select: { mailboxId: true } } },
		});
		if (!send) return {};
		const { sender, ...subject } = send;
		return { ...subject, ...(sender ? { mailboxId: sender.mailboxId } : {}), sendId: id };
	}
	if (kind === 'connection') {
		const test = await db.connectionTest.findFirst({ where: { id }, select: { mailboxId: true } });
		return test?.mailboxId ? { mailboxId: test.mailboxId } : {};
	}
	if (kind === 'connect') {
		const row = await db.mailboxConnection.findFirst({ where: { id }, select: { mailboxId: true } });
		return row?.mailboxId ? { mailboxId: row.mailboxId } : {};
	}
	return {};
}
