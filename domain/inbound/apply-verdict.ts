import { z } from 'zod';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { noteAbsence } from '#domain/engagements/verdicts/note-absence.ts';
import { offerStop } from '#domain/mails/offer-stop.ts';
import { firstReaderOf } from '#domain/notifications/people-of-mailbox.ts';
import { settlePlaceOf, type PlaceOutcome } from '#domain/newsletters/issues/closing/settle-place.ts';
import { cardsOfPerson } from '#domain/persons/cards-of-person.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { EventSubject } from '#domain/timeline/record/event-kinds.ts';
import { engagementOf, type AboutColumns } from '#domain/values/about.ts';
import type { Transaction } from '#platform/database/database.ts';
import { openObjection } from '#domain/suppressions/ask/open-objections.ts';
import { applyBounce } from './apply-bounce.ts';
import { applyComplaint } from './apply-complaint.ts';
import { applyReply } from './apply-reply.ts';
import { holdPerson } from './hold-runs.ts';
import { lockLiveRuns } from './lock-live-runs.ts';
import { readConcerned, type Concerned } from './read-concerned.ts';
import { tellDoubt } from './tell-doubt.ts';
import { tellWriter } from './tell-writer.ts';
import { effectOfEnds, NO_EFFECT, withEffects, type RunEnd, type VerdictEffect } from './verdict-effect.ts';
import { waitForChoice } from './wait-for-choice.ts';

/** A received mail as its row holds it. */
export interface JudgedMessage extends AboutColumns {
	readonly id: string;
	/** MessageVerdict of domain/inbound. */
	readonly verdict: string;
	/** `{ rule, quote?, returnAt?, status? }` */
	readonly evidence: unknown;
	/** Of one that is doubtful. */
	readonly readings: readonly string[];
	readonly fromAddress: string | null;
	readonly receivedAt: Date;
	readonly contactId: string | null;
	readonly companyId: string | null;
	readonly mailboxId: string;
}

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
 * objection as a failure (5.2-3, 5.6-8), as does a proven complaint (D-05), an absence makes it wait (5.6-26); a mail before
 * the first step, one that cannot be read and one whose meaning is not proven ask for a person (5.6-7, 5.7-1); what answers a
 * mail that a person wrote is told to her. Each is a line of the
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
		case 'reply':
		case 'negative-reply': {
			const kind = message.verdict === 'reply' ? 'reply-received' : 'negative-reply-received';
			const { id: causeId } = await recordEvent(tx, { kind, ...subject, data: { rule } });
			return applyReply(tx, { message, concerned, live, causeId, isSaidByPerson: rule === 'person' });
		}
		case 'doubtful': {
			const data = { readings: [...message.readings] };
			const { id: eventId } = await recordEvent(tx, { kind: 'doubtful-message-received', ...subject, data });
			// While it may be an objection, nothing leaves to this person in any way (5.7-6).
			if (message.readings.includes('objection'))
				await openObjection(tx, {
					messageId,
					fromAddress: message.fromAddress,
					contactId: concerned.personId,
				});
			const waiting = await waitForChoice(tx, live, { doubtedSince: tx.at });
			if (live.length === 0) await tellDoubt(tx, concerned, { eventId, message });
			return { ...NO_EFFECT, waiting };
		}
		case 'early-reply':
			await recordEvent(tx, { kind: 'early-message-received', ...subject, data: {} });
			return holdPerson(tx, message, { personId: concerned.personId, live });
		case 'outside-reply':
			await recordEvent(tx, { kind: 'outside-message-received', ...subject, data: {} });
			return holdPerson(tx, message, { personId: concerned.personId, live });
		case 'absence': {
			const { returnAt } = evidence;
			const data = { rule, ...(returnAt ? { returnAt } : {}) };
			const { id: eventId } = await recordEvent(tx, { kind: 'absence-received', ...subject, data });
			const waiting = [];
			for (const { id } of live) if (await noteAbsence(tx, id, message, returnAt)) waiting.push(id);
			if (concerned.about?.kind === 'message') await tellWriter(tx, concerned, { eventId, message });
			return { ...NO_EFFECT, waiting };
		}
		case 'bounce-hard':
		case 'bounce-soft': {
			const { status, refused } = evidence;
			const bounce = { message, concerned, live, subject, rule, status, refused };
			return applyBounce(tx, bounce);
		}
		case 'complaint': {
			return applyComplaint(tx, { message, concerned, subject, rule });
		}
		case 'objection': {
			const told = { kind: 'objection-received', ...subject, data: { rule } } as const;
			const { id: causeId } = await recordEvent(tx, told);
			await openObjection(tx, { messageId, fromAddress: message.fromAddress, contactId: concerned.personId });
			const end = { reason: 'ended-objection', messageId, causeId } as const;
			const ends: RunEnd[] = [];
			for (const { id } of live) ends.push([id, await endEngagement(tx, id, end)]);
			const settled = await settleIssue(tx, concerned, message, causeId);
			// After the end too, a person must confirm it before the address goes on the list (5.6-8).
			if (live.length === 0 || concerned.about?.kind !== 'engagement')
				await tellWriter(tx, concerned, { eventId: causeId, message });
			return withEffects(effectOfEnds(ends), settled);
		}
		case 'unreadable': {
			const data = { code: evidence.code ?? 'unreadable' };
			await recordEvent(tx, { kind: 'message-unreadable', ...subject, data });
			return { ...NO_EFFECT, waiting: await waitForChoice(tx, live, { unreadableMessageId: messageId }) };
		}
		case 'human-sent':
			await recordEvent(tx, { kind: 'mail-found', ...subject, data: {} });
			if (contactId) {
				const byUserId = await firstReaderOf(tx, mailboxId);
				await offerStop(tx, { contactId, byUserId, at: message.receivedAt });
			}
			return NO_EFFECT;
		default:
			await recordEvent(tx, { kind: 'message-received', ...subject, data: { verdict: message.verdict } });
			return NO_EFFECT;
	}
}

/** Whoever objects in answer to a newsletter is a failure of that issue; a stranger to whom it was passed on decides nothing. */
async function settleIssue(
	tx: Transaction,
	{ about, contactId, personId }: Concerned,
	message: JudgedMessage,
	causeId: string,
): Promise<PlaceOutcome | undefined> {
	if (about?.kind !== 'issue' || !contactId || !personId) return undefined;
	if (!(await cardsOfPerson(tx, contactId)).includes(personId)) return undefined;
	return settlePlaceOf(tx, about.sendId, { cause: 'objection', causeId, messageId: message.id });
}
