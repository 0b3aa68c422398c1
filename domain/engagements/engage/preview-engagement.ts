import { randomUUID } from 'node:crypto';
import type { Sender } from '#prisma/generated/client/client.ts';
import type { Actor } from '#domain/values/actor.ts';
import { previewAutomations } from '#domain/engagements/end/preview-automations.ts';
import { prefilledAutomations, type Prefill } from '#domain/sequences/prefilled-automations.ts';
import type { AutomationEffect } from '#domain/automations/plan-automations.ts';
import { renderSequence, type RenderedStep } from '#domain/writing/render-step.ts';
import { NO_LINK } from '#domain/writing/variable-values.ts';
import { successBy, type SuccessBy } from '#domain/tracking/choices/success-by.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Automation } from '#domain/automations/automation.ts';
import {
	addDelay,
	nextOpening,
	opennessAt,
	type Calendar,
	type Delay,
	type SendingWindow,
} from '#domain/pace/calendar.ts';
import { readEngageAnswers, type EngageReading } from './engage-answers.ts';
import { startOf, type EngageWish } from './engage-wish.ts';
import { paceOfSender } from '#domain/senders/pace-of-sender.ts';
import { readSenderBook } from '#domain/pace/sender-book.ts';
import { place, type Bound } from '#domain/pace/planner.ts';
import { readCalendar } from '#domain/pace/read-calendar.ts';

/** One mail as this contact would get it, and when. */
export interface PreviewedMail {
	readonly position: number;
	readonly delay: Delay;
	/** When it would leave if nothing moved it; null where its window never opens or nobody may be written to. */
	readonly expectedAt: Date | null;
	/** What holds the first one back already: window, or the mailbox's pace. */
	readonly heldBy: Bound | 'outside-window' | 'closed-day' | null;
	/** Null where it cannot be written (no address, no mailbox). */
	readonly mail: RenderedStep | null;
}

export interface EngagePreview extends Pick<EngageReading, 'refusals' | 'confirmations'> {
	readonly startAt: Date;
	readonly zone: string;
	readonly window: SendingWindow | null;
	readonly mails: readonly PreviewedMail[];
	/** Ends as a failure when nobody answered until then. */
	readonly closesAt: Date | null;
	/** What will end it well. */
	readonly successBy: SuccessBy;
	/** What the dialog is filled with (5.6-18). */
	readonly prefill: Prefill;
	/** What a success on that day would do with the automations given. */
	readonly onSuccess: readonly AutomationEffect[];
}

/**
 * What *Engager* would do, without doing it: refusals and questions, each mail as this contact will get it, when it would
 * leave, what may delay it, and what a success would change (issue 3, story 2).
 *
 * @throws {Refusal} missing.
 */
export async function previewEngagement(
	tx: Transaction,
	actor: Actor,
	wish: EngageWish & { readonly onSuccess?: readonly Automation[] | undefined },
): Promise<EngagePreview> {
	const reading = await readEngageAnswers(tx, actor, wish);
	const prefill = await prefilledAutomations(tx, { sequenceId: wish.sequenceId, userId: actor.userId });
	const { refusals, confirmations, contact, version, sender } = reading;
	const zone = contact.timeZone ?? version?.timeZone ?? 'Europe/Paris';
	const startAt = startOf(wish.startOn, zone, tx.at);
	const sequence = version && (await readVersion(tx, version.id));
	const window = sequence
		? { days: sequence.windowDays, from: sequence.windowFrom, to: sequence.windowTo }
		: null;
	const calendar = window && (await readCalendar(tx, zone, window));
	const texts =
		version && sender
			? await renderSequence(tx, {
					versionId: version.id,
					contactId: contact.id,
					senderId: sender.id,
					signedById: actor.userId,
					unsubscribeUrl: NO_LINK,
				})
			: undefined;
	const mails: PreviewedMail[] = [];
	let at: Date | null = startAt;
	for (const step of sequence?.steps ?? []) {
		const delay = {
			amount: step.delayAmount,
			unit: step.delayUnit as Delay['unit'],
			workingDays: step.workingDays,
		};
		const isFirst: boolean = mails.length === 0;
		const moment: { at: Date | null; heldBy: PreviewedMail['heldBy'] } =
			isFirst && sender
				? await firstMoment(tx, sender, calendar!, startAt)
				: { at: at && nextOpening(calendar!, addDelay(at, delay, calendar!)), heldBy: null };
		at = moment.at;
		mails.push({
			position: step.position,
			delay,
			expectedAt: at,
			heldBy: moment.heldBy,
			mail: texts?.get(step.position) ?? null,
		});
	}
	return {
		refusals,
		confirmations,
		startAt,
		zone,
		window,
		mails,
		closesAt: sequence && at && calendar ? addDelay(at, closingDelay(sequence), calendar) : null,
		successBy: await successBy(tx, {
			contactId: contact.id,
			clickSucceeds: sequence?.clickSucceeds ?? false,
			openSucceeds: sequence?.openSucceeds ?? false,
		}),
		prefill,
		onSuccess: await previewAutomations(
			tx,
			{ companyId: contact.companyId, responsibleUserId: actor.userId },
			wish.onSuccess ?? prefill.onSuccess,
		),
	};
}

function readVersion(tx: Transaction, id: string) {
	return tx.db.sequenceVersion.findFirst({
		where: { id },
		include: { steps: { orderBy: { position: 'asc' } } },
	});
}

function closingDelay(version: { closingDelayAmount: number; closingDelayUnit: string }): Delay {
	const { closingDelayAmount: amount, closingDelayUnit } = version;
	return { amount, unit: closingDelayUnit as Delay['unit'], workingDays: false };
}

/** When the first mail would leave: its window, and the room that the sender has on that day. */
async function firstMoment(
	tx: Transaction,
	sender: Sender,
	calendar: Calendar,
	startAt: Date,
): Promise<{ at: Date | null; heldBy: PreviewedMail['heldBy'] }> {
	const wish = { sendId: randomUUID(), isFirstContact: true, calendar };
	const book = await readSenderBook(tx, sender.id, paceOfSender(sender));
	const placed = place(book, wish, startAt, tx.at);
	if (!placed) return { at: null, heldBy: 'outside-window' };
	const openness = opennessAt(calendar, startAt).kind;
	return { at: placed.at, heldBy: placed.bound ?? (openness === 'open' ? null : openness) };
}
