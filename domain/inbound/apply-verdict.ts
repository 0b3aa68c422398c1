import { z } from 'zod';
import { askGates } from '#domain/engagements/look/ask-gates.ts';
import { countsAsReply } from '#domain/engagements/verdicts/counts-as-reply.ts';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { noteAbsence } from '#domain/engagements/verdicts/note-absence.ts';
import { holdBack } from '#domain/holds/hold-back.ts';
import { MAY_HAVE_LEFT } from '#domain/sends/doubtful-attempts.ts';
import { offerStop } from '#domain/mails/offer-stop.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { EventSubject } from '#domain/timeline/record/event-kinds.ts';
import { answerFor, engagementOf, type AboutColumns } from '#domain/values/about.ts';
import type { Transaction } from '#platform/database/database.ts';
import { applyBounce } from './apply-bounce.ts';
import { lockLiveRuns, type LiveRun } from './lock-live-runs.ts';
import { readConcerned, type Concerned } from './read-concerned.ts';
import { tellWriter } from './tell-writer.ts';

/** A received mail as its row holds it. */
export interface JudgedMessage extends AboutColumns {
	readonly id: string;
	/** MessageVerdict of domain/inbound. */
	readonly verdict: string;
	/** `{ rule, quote?, returnAt?, status? }` */
	readonly evidence: unknown;
	readonly fromAddress: string | null;
	readonly receivedAt: Date;
	readonly contactId: string | null;
	readonly companyId: string | null;
	readonly mailboxId: string;
}

/** What a verdict did to runs. */
export interface VerdictEffect {
	readonly ended: readonly string[];
	/** Runs that wait now: an absence, a mail before the first step, one that could not be read. */
	readonly waiting: readonly string[];
}

const NOTHING: VerdictEffect = { ended: [], waiting: [] };

const evidenceSchema = z
	.object({
		rule: z.string(),
		returnAt: z.string(),
		status: z.string(),
		code: z.string(),
		refused: z.object({
			code: z.string(),
			side: z.enum(['own', 'recipient']),
			words: z.string().optional(),
		}),
	})
	.partial();

/**
 * Lets the verdict on a stored mail take effect in this same transaction (docs/design/README.md#facts), whatever it is
 * about: a reply ends its run as a success (5.2-2), a dead address, a refusal for good and an
 * objection as a failure (5.2-3, 5.6-8), an absence makes it wait (5.6-26), a mail before the first step and one that
 * cannot be read ask for a person (5.6-7); what answers a mail that a person wrote is told to her. Each is a line of the
 * timeline, which this writes too. A verdict about something that has ended is told and changes nothing.
 */
export async function applyVerdict(tx: Transaction, message: JudgedMessage): Promise<VerdictEffect> {
	const evidence = evidenceSchema.safeParse(message.evidence).data ?? {};
	const concerned = await readConcerned(tx, message);
	const live = await lockLiveRuns(tx, message.verdict, concerned);
	const { id: messageId, companyId, contactId, mailboxId, sendId } = message;
	const engagementId = engagementOf(concerned.about) ?? (live.length === 1 ? live[0]!.id : null);
	const subject: EventSubject = { messageId, companyId, contactId, engagementId, mailboxId, sendId };
	const rule = evidence.rule ?? 'unknown';
	switch (message.verdict) {
		case 'reply': {
			const { id: causeId } = await recordEvent(tx, { kind: 'reply-received', ...subject, data: { rule } });
			return applyReply(tx, message, { concerned, live, causeId, isSaidByPerson: rule === 'person' });
		}
		case 'early-reply':
			await recordEvent(tx, { kind: 'early-message-received', ...subject, data: {} });
			return waitForChoice(tx, live, { earlyMessageId: messageId, earlyContinuedAt: null });
		case 'absence': {
			const { returnAt } = evidence;
			const data = { rule, ...(returnAt ? { returnAt } : {}) };
			const { id: eventId } = await recordEvent(tx, { kind: 'absence-received', ...subject, data });
			const waiting = [];
			for (const { id } of live) if (await noteAbsence(tx, id, message, returnAt)) waiting.push(id);
			if (concerned.about?.kind === 'message') await tellWriter(tx, concerned, { eventId, message });
			return { ended: [], waiting };
		}
		case 'bounce-hard':
		case 'bounce-soft': {
			const ended = await applyBounce(tx, {
				message,
				concerned,
				live,
				subject,
				rule,
				status: evidence.status,
				refused: evidence.refused,
			});
			return { ended, waiting: [] };
		}
		case 'objection': {
			const told = { kind: 'objection-received', ...subject, data: { rule } } as const;
			const { id: causeId } = await recordEvent(tx, told);
			const end = { reason: 'ended-objection', messageId, causeId } as const;
			for (const { id } of live) await endEngagement(tx, id, end);
			// After the end too, a person must confirm it before the address goes on the list (5.6-8).
			if (live.length === 0 || concerned.about?.kind === 'message')
				await tellWriter(tx, concerned, { eventId: causeId, message });
			return { ended: live.map(({ id }) => id), waiting: [] };
		}
		case 'unreadable': {
			const data = { code: evidence.code ?? 'unreadable' };
			await recordEvent(tx, { kind: 'message-unreadable', ...subject, data });
			return waitForChoice(tx, live, { unreadableMessageId: messageId });
		}
		case 'human-sent':
			await recordEvent(tx, { kind: 'mail-found', ...subject, data: {} });
			if (contactId) {
				const byUserId = await ownerOf(tx, mailboxId);
				await offerStop(tx, { contactId, byUserId, at: message.receivedAt });
			}
			return NOTHING;
		default:
			await recordEvent(tx, { kind: 'message-received', ...subject, data: { verdict: message.verdict } });
			return NOTHING;
	}
}

interface Reply {
	readonly concerned: Concerned;
	readonly live: readonly LiveRun[];
	readonly causeId: string;
	/** A person said so: no rule doubts it. */
	readonly isSaidByPerson: boolean;
}

async function applyReply(
	tx: Transaction,
	message: JudgedMessage,
	{ concerned, live, causeId, isSaidByPerson }: Reply,
): Promise<VerdictEffect> {
	const { about, contactId } = concerned;
	if (!about) return NOTHING;
	const isOfContact =
		isSaidByPerson ||
		(await answerFor(about, {
			engagement: ({ engagementId }) => countsAsReply(tx, message, engagementId),
			message: async () => contactId !== null && message.contactId === contactId,
		}));
	const run = live.find(({ id }) => id === engagementOf(about));
	const hasBegun = run !== undefined && (await mayHaveWritten(tx, run));
	const ends = hasBegun && isOfContact;
	if (ends) await endEngagement(tx, run.id, { reason: 'ended-reply', messageId: message.id, causeId });
	else if (hasBegun || !run) await tellWriter(tx, concerned, { eventId: causeId, message });
	// To a run that has written nothing this is another mail, so it gives no verdict and asks for a choice (5.6-7).
	const early = [];
	for (const other of live) {
		if ((isOfContact || other === run) && !(await mayHaveWritten(tx, other))) early.push(other);
	}
	const { waiting } = await waitForChoice(tx, early, { earlyMessageId: message.id, earlyContinuedAt: null });
	return { ended: ends ? [run.id] : [], waiting };
}

async function mayHaveWritten(tx: Transaction, run: LiveRun): Promise<boolean> {
	if (run.lastSentAt !== null) return true;
	const left = await tx.db.send.count({ where: { engagementId: run.id, ...MAY_HAVE_LEFT } });
	return left > 0;
}

/** The fact is written, claims are revoked, and the run says that a person must choose. */
async function waitForChoice(
	tx: Transaction,
	live: readonly LiveRun[],
	fact: { earlyMessageId: string; earlyContinuedAt: null } | { unreadableMessageId: string },
): Promise<VerdictEffect> {
	for (const { id } of live) {
		await holdBack(tx, { kind: 'engagement', engagementId: id });
		await tx.db.engagement.updateMany({ where: { id }, data: fact });
		await askGates(tx, id, 'note');
	}
	return { ended: [], waiting: live.map(({ id }) => id) };
}

async function ownerOf(tx: Transaction, mailboxId: string): Promise<string> {
	const where = { id: mailboxId };
	const { ownerId } = await tx.db.mailbox.findFirstOrThrow({ where, select: { ownerId: true } });
	return ownerId;
}
