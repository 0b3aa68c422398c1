import type { EngagementState, Prisma } from '#prisma/generated/client/client.ts';
import type { Actor } from '#domain/values/actor.ts';
import { runAutomations } from '#domain/automations/run-automations.ts';
import { ofEnd } from './automations-of-end.ts';
import type { AutomationEffect } from '#domain/automations/plan-automations.ts';
import { notify } from '#domain/notifications/notify.ts';
import { settleChoice } from '#domain/notifications/settle-choice.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Evidence } from '#domain/gates/decision.ts';
import { END_REASONS, NEEDS_CHOICE, type EndReason, type RunReason } from '#domain/gates/reasons.ts';
import { holdBack, revokeClaims, type InFlight } from '#domain/holds/hold-back.ts';

/** How a run ends. */
export interface End {
	readonly reason: EndReason;
	/** Required for `ended-stopped`: the person chose. */
	readonly verdict?: 'success' | 'failure' | undefined;
	readonly details?: Evidence | undefined;
	readonly actor?: Actor | undefined;
	/** The received mail that ended it. */
	readonly messageId?: string | undefined;
	/** The event that caused it. */
	readonly causeId?: string | undefined;
	/** True where the run itself asks: it learns the end from the answer and needs no poke. */
	readonly byLook?: boolean;
}

export interface Ended {
	/** The line of the timeline that caused the automations. */
	readonly eventId: string;
	readonly inFlight: InFlight | undefined;
	readonly effects: readonly AutomationEffect[];
}

/** Ends without automations: nobody spoke a verdict (5.2-11), or nothing may be kept (5.2-10). */
const NEUTRAL: ReadonlySet<EndReason> = new Set(['ended-withdrawn', 'ended-erased']);

/**
 * Ends a run for good, once: holds back what has not left, writes the outcome and its reason, runs the automations of the
 * verdict and tells the responsible user.
 *
 * @returns undefined where it had ended already.
 */
export async function endEngagement(
	tx: Transaction,
	engagementId: string,
	end: End,
): Promise<Ended | undefined> {
	const inFlight = await (end.byLook ? revokeClaims : holdBack)(tx, { kind: 'engagement', engagementId });
	const row = await tx.db.engagement.findFirst({ where: { id: engagementId, endedAt: null } });
	if (!row) return undefined;
	const verdict = verdictOf(end);
	await tx.db.engagement.updateMany({
		where: { id: engagementId },
		data: {
			...outcomeOf(verdict, tx.at),
			reason: end.reason,
			reasonSince: tx.at,
			reasonUntil: null,
			reasonDetails: (end.details ?? {}) as Prisma.InputJsonValue,
			plannedAt: null,
			nextLookAt: null,
			endedAt: tx.at,
			endedById: end.actor?.userId ?? null,
			endedByMessageId: end.messageId ?? null,
			...(end.byLook ? { lastLookAt: tx.at } : {}),
		},
	});
	if (NEEDS_CHOICE.has(row.reason as RunReason)) await settleChoice(tx, row);
	const { id: eventId } = await recordEnd(tx, row, end, verdict, inFlight);
	const effects =
		verdict && !NEUTRAL.has(end.reason) ? await runAutomations(tx, ...ofEnd(row, verdict, eventId)) : [];
	await tell(tx, row, end, verdict, eventId);
	return { eventId, inFlight, effects };
}

/** Columns of an outcome; without a verdict it is withdrawn. */
export function outcomeOf(
	verdict: 'success' | 'failure' | undefined,
	at: Date,
): { state: EngagementState; successAt: Date | null; failureAt: Date | null } {
	return {
		state: verdict === 'success' ? 'succeeded' : verdict === 'failure' ? 'failed' : 'withdrawn',
		successAt: verdict === 'success' ? at : null,
		failureAt: verdict === 'failure' ? at : null,
	};
}

function verdictOf(end: End): 'success' | 'failure' | undefined {
	if (end.reason === 'ended-stopped') return end.verdict ?? 'failure';
	const state: EngagementState = END_REASONS[end.reason];
	return state === 'succeeded' ? 'success' : state === 'failed' ? 'failure' : undefined;
}

interface EndedRow {
	readonly id: string;
	readonly companyId: string;
	readonly contactId: string;
	readonly responsibleUserId: string;
}

function recordEnd(
	tx: Transaction,
	row: EndedRow,
	end: End,
	verdict: 'success' | 'failure' | undefined,
	inFlight: InFlight | undefined,
): Promise<{ id: string }> {
	const { reason, actor, causeId, messageId = null } = end;
	const { companyId, contactId } = row;
	const told = { engagementId: row.id, companyId, contactId, messageId, actor, causeId };
	if (reason === 'ended-stopped' && verdict) {
		const data = { verdict, ...(inFlight?.position ? { inFlight: inFlight.position } : {}) };
		return recordEvent(tx, { kind: 'engagement-stopped', ...told, data });
	}
	if (verdict === 'success')
		return recordEvent(tx, { kind: 'engagement-succeeded', ...told, data: { reason } });
	if (verdict !== 'failure')
		return recordEvent(tx, { kind: 'engagement-withdrawn', ...told, data: { reason } });
	const status = end.details?.status;
	const data = { reason, ...(typeof status === 'string' ? { status } : {}) };
	return recordEvent(tx, { kind: 'engagement-failed', ...told, data });
}

async function tell(
	tx: Transaction,
	row: EndedRow,
	{ reason, actor, messageId }: End,
	verdict: 'success' | 'failure' | undefined,
	eventId: string,
): Promise<void> {
	const { contactId, companyId } = row;
	const to = { userId: row.responsibleUserId, companyId, engagementId: row.id, eventId };
	if (actor) return tellAct(tx, row, actor, reason === 'ended-stopped' ? 'stop' : 'withdraw', eventId);
	if (reason === 'ended-reply') {
		await notify(tx, { ...to, kind: 'reply', data: { contactId, ...(messageId ? { messageId } : {}) } });
	} else if (verdict === 'success') {
		await notify(tx, { ...to, kind: 'engagement-succeeded', data: { contactId, reason } });
	} else if (verdict === 'failure') {
		await notify(tx, { ...to, kind: 'engagement-failed', data: { contactId, reason } });
	}
}

/** Somebody else acted on one's run: the sender is told (5.6-2). */
export async function tellAct(
	tx: Transaction,
	row: EndedRow,
	actor: Actor,
	act: string,
	eventId: string,
): Promise<void> {
	if (actor.userId === row.responsibleUserId) return;
	await notify(tx, {
		userId: row.responsibleUserId,
		kind: 'engagement-stopped',
		companyId: row.companyId,
		engagementId: row.id,
		eventId,
		data: {
			contactId: row.contactId,
			act,
			byUserId: actor.userId,
			...(actor.bySupport ? { bySupport: true } : {}),
		},
	});
}
