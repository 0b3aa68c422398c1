import { notify } from '#domain/notifications/notify.ts';
import { addDelay, type Calendar } from '#domain/pace/calendar.ts';
import type { RunReason } from '#domain/gates/reasons.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { RunFacts } from './run-facts.ts';

/** Whoever must choose about a reply is reminded once, so long after she was asked (5.7-5). */
const REMINDED_AFTER = { amount: 2, unit: 'days', workingDays: true } as const;

/** Asked of the run's sender and of whoever got the mail. */
const ASKED_OF_TWO: ReadonlySet<RunReason> = new Set(['communication-before-start', 'replied-elsewhere']);

/** When a choice is asked for again; `isDue`: now. */
export interface Reminder {
	readonly at: Date;
	readonly isDue: boolean;
}

/** The reminder that a wait needs; undefined: none, or it was given. */
export function reminderOf(
	facts: Pick<RunFacts, 'reason' | 'reasonSince' | 'choiceRemindedAt'>,
	reason: RunReason,
	calendar: Calendar,
	now: Date,
): Reminder | undefined {
	if (!ASKED_OF_TWO.has(reason)) return undefined;
	const since = facts.reason === reason ? facts.reasonSince : now;
	if (facts.choiceRemindedAt && facts.choiceRemindedAt >= since) return undefined;
	const at = addDelay(since, REMINDED_AFTER, calendar);
	return { at, isDue: at <= now };
}

/** Tells everybody who may choose that a run waits for it; two of its people are told once each. */
export async function askForChoice(
	tx: Transaction,
	{ id: engagementId, companyId, contactId, responsibleUserId, heardMessageId }: RunFacts,
	asked: { readonly reason: RunReason; readonly eventId?: string },
): Promise<void> {
	const { reason, eventId } = asked;
	const hold =
		ASKED_OF_TWO.has(reason) && heardMessageId
			? await tx.db.replyHold.findFirst({ where: { messageId: heardMessageId } })
			: null;
	for (const userId of new Set([responsibleUserId, ...(hold ? [hold.receivedById] : [])])) {
		const data = { contactId, reason };
		await notify(tx, {
			userId,
			kind: 'choice-needed',
			companyId,
			engagementId,
			eventId: eventId ?? null,
			data,
		});
	}
}
