import type { Actor } from '#domain/values/actor.ts';
import { aboutOf, answerFor, engagementOf, type About } from '#domain/values/about.ts';
import { applyVerdict } from './apply-verdict.ts';
import { oncePerRequest } from '#domain/commands/once-per-request.ts';
import { previewRetraction, retractVerdict, type Retraction } from './retract-verdict.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Message, Prisma } from '#prisma/generated/client/client.ts';

/** What a person may say that a received mail is. */
export const CORRECTED_VERDICTS = ['reply', 'absence', 'objection', 'bounce-hard', 'none'] as const;
export type CorrectedVerdict = (typeof CORRECTED_VERDICTS)[number];

/** « Ce mail est en fait … » */
export interface VerdictCorrection {
	readonly requestId: string;
	readonly messageId: string;
	readonly verdict: CorrectedVerdict;
	/** Day of the return, `2026-12-02`, where it is an absence that names one. */
	readonly returnOn?: string | undefined;
	/** Why, where the mail put an address on the *Liste d’opposition* (5.7-8). */
	readonly reason?: string | undefined;
}

export interface CorrectedMessage {
	readonly messageId: string;
	/** Runs that live again, runs that ended now, automations that were undone. */
	readonly reopened: number;
	readonly ended: number;
	readonly undone: number;
}

/**
 * What a correction would take back: runs that would live again or go on, automations undone.
 *
 * @throws {Refusal} missing; refused-already-engaged, mailbox-deleted: an ended run cannot live again.
 */
export async function previewMessageCorrection(
	tx: Transaction,
	actor: Actor,
	messageId: string,
): Promise<Retraction> {
	return previewRetraction(tx, actor, await received(tx, messageId));
}

/**
 * A person says what a received mail really is (5.6-9): the effect of the old verdict is taken back, a closed engagement
 * lives again, automations of a false end are undone as far as they still stand; then the new verdict takes effect.
 *
 * @throws {Refusal} missing; verdict-unchanged; listed-responsable, reason-missing; refused-already-engaged, mailbox-deleted: an ended run cannot live again.
 */
export async function correctMessageVerdict(
	tx: Transaction,
	actor: Actor,
	{ requestId, messageId, verdict, returnOn, reason }: VerdictCorrection,
): Promise<CorrectedMessage> {
	const request = { requestId, kind: 'correct-message-verdict', input: { messageId, verdict, returnOn } };
	return oncePerRequest(tx, actor, request, async () => {
		const found = await received(tx, messageId);
		const about = aboutOf(found) ?? (await liveRunOf(tx, found.contactId));
		const message = { ...found, about: about?.kind ?? null, engagementId: engagementOf(about) };
		const { companyId, contactId, engagementId } = message;
		await lockConcerned(tx, message);
		// A colleague's reply that did not count may be said to count.
		const repeats = verdict === 'reply' && about !== null && (await isLive(tx, about));
		if (message.verdict === verdict && !repeats) throw new Refusal('conflict', 'verdict-unchanged');
		const { id: causeId } = await recordEvent(tx, {
			kind: 'verdict-corrected',
			messageId,
			companyId,
			contactId,
			engagementId,
			actor,
			data: { from: message.verdict, to: verdict },
		});
		const { reopened, undone } = await retractVerdict(tx, actor, message, { causeId, reason });
		const evidence = { rule: 'person', ...(returnOn && verdict === 'absence' ? { returnAt: returnOn } : {}) };
		await tx.db.message.updateMany({
			where: { id: messageId },
			data: {
				verdict,
				about: message.about,
				engagementId,
				evidence: evidence satisfies Prisma.InputJsonObject,
				correctedFrom: message.correctedFrom ?? message.verdict,
				correctedById: actor.userId,
				correctedAt: tx.at,
			},
		});
		const { ended } = await applyVerdict(tx, { ...message, verdict, evidence });
		return { messageId, reopened: reopened.length, ended: ended.length, undone: undone.length };
	});
}

/** Everything that the old and the new verdict may touch, before either is: what follows locks companies too. */
async function lockConcerned(tx: Transaction, message: Message): Promise<void> {
	const { id, engagementId } = message;
	const own = engagementId ? await tx.db.engagement.findFirst({ where: { id: engagementId } }) : null;
	const contactId = message.contactId ?? own?.contactId;
	const runs = await tx.db.engagement.findMany({
		where: {
			OR: [
				{ endedByMessageId: id },
				{ awayMessageId: id },
				{ earlyMessageId: id },
				{ unreadableMessageId: id },
				...(engagementId ? [{ id: engagementId }] : []),
				...(contactId ? [{ contactId, endedAt: null }] : []),
			],
		},
		select: { id: true },
	});
	await tx.lock(
		'engagement',
		runs.map((run) => run.id),
	);
}

/** A mail that is about nothing of ours is, as a person says, about what writes to this contact now. */
async function liveRunOf(tx: Transaction, contactId: string | null): Promise<About | null> {
	if (!contactId) return null;
	const run = await tx.db.engagement.findFirst({
		where: { contactId, endedAt: null },
		orderBy: { lastSentAt: { sort: 'desc', nulls: 'last' } },
		select: { id: true },
	});
	return run && { kind: 'engagement', engagementId: run.id };
}

/** Whether a reply would end it. */
async function isLive(tx: Transaction, about: About): Promise<boolean> {
	return answerFor(about, {
		engagement: async ({ engagementId: id }) =>
			(await tx.db.engagement.count({ where: { id, endedAt: null } })) > 0,
		message: async () => false,
	});
}

async function received(tx: Transaction, messageId: string): Promise<Message> {
	const message = await tx.db.message.findFirst({ where: { id: messageId, direction: 'in' } });
	if (!message) throw new Refusal('not-found', 'missing');
	return message;
}
