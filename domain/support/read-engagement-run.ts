import type { InstallationTransaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { SendState } from '#prisma/generated/client/client.ts';
import { maskAddress } from '#domain/values/mask-address.ts';
import { skipCountsFrom } from '#domain/engagements/show/skip-counts-from.ts';
import { storedGates, type StoredGate } from '#domain/gates/stored-gates.ts';
import { readEngagementRuns, type EngagementRun } from './engagement-run.ts';
import { ATTEMPT_SELECTION, readAudit, type AuditLine, type RunAttempt } from './run-traces.ts';

/** The page of an engagement for support: the run, why, what was tried, what is related, who did what. */
export interface EngagementRunPage extends EngagementRun {
	looks: {
		id: string;
		at: Date;
		position: number;
		reason: string;
		until: Date | null;
		gates: StoredGate[];
	}[];
	sends: {
		id: string;
		position: number | null;
		occurrence: number | null;
		state: SendState;
		/** Masked. */
		recipient: string | null;
		sentAt: Date | null;
		status: string | null;
		settledBy: string | null;
		evidence: string | null;
		refusals: number;
		attempts: RunAttempt[];
	}[];
	/** From when the delay of the next step would count, were this one passed over; null: from now. */
	skipFrom: Date | null;
	/** Other live runs of the same mailbox, then of the same contact. */
	related: EngagementRun[];
	/** Who did what, newest first: kinds, ids and codes. */
	audit: AuditLine[];
	/** Until when a user of the subscription lets support read its texts (wall clock). */
	textsUntil: Date | null;
}

const LOOKS = 20;

/**
 * One engagement, whole, of any subscription. Call it through `asSupport`.
 *
 * @param now wall clock.
 * @throws {Refusal} missing.
 */
export async function readEngagementRun(
	tx: InstallationTransaction,
	id: string,
	now: Date,
): Promise<EngagementRunPage> {
	const [run] = await readEngagementRuns(tx, [id]);
	if (!run) throw new Refusal('not-found', 'missing');
	const subscriptionId = run.subscription.id;
	const own = { subscriptionId, engagementId: id };
	const looks = await tx.db.engagementLook.findMany({
		where: own,
		orderBy: [{ at: 'desc' }, { id: 'desc' }],
		take: LOOKS,
		select: { id: true, at: true, position: true, reason: true, until: true, gates: true },
	});
	const sends = await tx.db.send.findMany({
		where: own,
		orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
		select: {
			id: true,
			position: true,
			occurrence: true,
			state: true,
			recipient: true,
			sentAt: true,
			status: true,
			settledBy: true,
			evidence: true,
			refusals: true,
			attempts: ATTEMPT_SELECTION,
		},
	});
	const related = await tx.db.engagement.findMany({
		where: {
			subscriptionId,
			endedAt: null,
			id: { not: id },
			OR: [{ mailboxId: run.mailbox.id }, { contactId: run.contactId }],
		},
		orderBy: [{ reasonSince: 'desc' }, { id: 'asc' }],
		take: 10,
		select: { id: true },
	});
	const grant = await tx.db.supportGrant.findFirst({
		where: { subscriptionId, expiresAt: { gt: now } },
		orderBy: { expiresAt: 'desc' },
		select: { expiresAt: true },
	});
	return {
		...run,
		looks: looks.map((look) => ({ ...look, gates: storedGates(look.gates) })),
		sends: sends.map((send) => ({ ...send, recipient: send.recipient && maskAddress(send.recipient) })),
		skipFrom: await skipCountsFrom(tx, run),
		related: await readEngagementRuns(
			tx,
			related.map((other) => other.id),
		),
		audit: await readAudit(tx, { subscriptionId, kind: 'engagement', id }),
		textsUntil: grant?.expiresAt ?? null,
	};
}
