import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { endForDeadAddress } from '#domain/engagements/end/end-for-dead-address.ts';
import type { EventSubject } from '#domain/timeline/record/event-kinds.ts';
import { settlePlaceOf, type PlaceOutcome } from '#domain/newsletters/issues/closing/settle-place.ts';
import type { MetRefusal } from '#domain/refusals/open-refusal.ts';
import { recordRefusal } from '#domain/refusals/record-refusal.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import { engagementOf } from '#domain/values/about.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { LiveRun } from './lock-live-runs.ts';
import type { Concerned } from './read-concerned.ts';
import { effectOfEnds, NO_EFFECT, withEffects, type RunEnd, type VerdictEffect } from './verdict-effect.ts';

/** That the receiving side refused this mail for good and that its address is valid: a report (mail/inbound/classify.ts), or a person. */
const REFUSED_RULES: readonly string[] = ['delivery-refused', 'person'];

/** A mail system's report about a mail of ours. */
export interface Bounce {
	readonly message: {
		readonly id: string;
		readonly verdict: string;
		readonly sendId: string | null;
		readonly contactId: string | null;
	};
	readonly concerned: Concerned;
	readonly live: readonly LiveRun[];
	readonly subject: EventSubject;
	readonly rule: string;
	/** RFC 3463. */
	readonly status: string | undefined;
	/** It was refused because of us: whose server said so, and what. */
	readonly refused: Pick<MetRefusal, 'code' | 'side' | 'words'> | undefined;
}

/**
 * What a report does: a dead address is marked and fails the runs that write to it (5.2-20), a refusal for good fails its run
 * alone (both name our recipient: mail/inbound/kind-of-report.ts), both are the fate of a mail that a person wrote; a delay
 * is told. A refusal because of us holds the mailbox or that domain (5.7-4).
 */
export async function applyBounce(tx: Transaction, bounce: Bounce): Promise<VerdictEffect> {
	const { message, concerned, live, subject, rule, status } = bounce;
	const known = status ? { status } : {};
	const isDead = message.verdict === 'bounce-hard';
	const isRefused = !isDead && REFUSED_RULES.includes(rule);
	if (isRefused || (isDead && concerned.about?.kind === 'message')) {
		const data = { code: isDead ? 'recipient-unknown' : 'refused', ...known };
		const { id: causeId } = await recordEvent(tx, { kind: 'mail-refused', ...subject, data });
		const settled = await settleIssue(tx, bounce, 'refused', causeId);
		const ends = isDead
			? await markDead(tx, bounce, causeId)
			: await refuse(tx, live, engagementOf(concerned.about), { status, messageId: message.id, causeId });
		return withEffects(effectOfEnds(ends), settled);
	}
	const data = { permanent: isDead, ...known };
	const { id: causeId } = await recordEvent(tx, { kind: 'bounce-received', ...subject, data });
	if (isDead) {
		const ends = await markDead(tx, bounce, causeId);
		return withEffects(effectOfEnds(ends), await settleIssue(tx, bounce, 'bounce', causeId));
	}
	if (bounce.refused && message.sendId)
		await recordRefusal(tx, { ...bounce.refused, sendId: message.sendId, status, isReported: true });
	return NO_EFFECT;
}

/** Of a newsletter the recipient is a failure of that issue; what its relay answered stands beside it. */
async function settleIssue(
	tx: Transaction,
	{ message, concerned: { about } }: Bounce,
	cause: 'bounce' | 'refused',
	causeId: string,
): Promise<PlaceOutcome | undefined> {
	if (about?.kind !== 'issue') return undefined;
	return settlePlaceOf(tx, about.sendId, { cause, causeId, messageId: message.id });
}

/** The same end as a refusal in the conversation itself; a person's own mail has no run to end. */
async function refuse(
	tx: Transaction,
	live: readonly LiveRun[],
	engagementId: string | null,
	refused: { status: string | undefined; messageId: string; causeId: string },
): Promise<RunEnd[]> {
	const own = live.filter(({ id }) => id === engagementId);
	const { status, messageId, causeId } = refused;
	const ends: RunEnd[] = [];
	for (const { id } of own)
		ends.push([
			id,
			await endEngagement(tx, id, { reason: 'ended-refused', details: { status }, messageId, causeId }),
		]);
	return ends;
}

async function markDead(
	tx: Transaction,
	{ message, concerned, status }: Bounce,
	causeId: string,
): Promise<RunEnd[]> {
	const send = message.sendId
		? await tx.db.send.findFirst({
				where: { id: message.sendId },
				select: { recipient: true, contactId: true, engagementId: true },
			})
		: null;
	const contactId = send?.contactId ?? message.contactId;
	if (!contactId) return [];
	return endForDeadAddress(tx, {
		engagementId: send?.engagementId ?? engagementOf(concerned.about) ?? undefined,
		contactId,
		address: send?.recipient ?? null,
		status,
		messageId: message.id,
		causeId,
	});
}
