import type { EndReason } from '#domain/gates/reasons.ts';
import type { RunLine } from '#domain/engagements/show/run-line.ts';
import { dayAndTime, type Reader } from '#texts/format.ts';
import { m } from '#texts/generated/messages.js';
import { reasonName } from '#lib/features/engagements/reason-names.ts';
import type { EndFact } from '#lib/ui/timeline/look-view.ts';

/** Ends that the contact brought about; a report of a server is a mail too, and not theirs. */
const BY_CONTACT: readonly string[] = [
	'ended-reply',
	'ended-click',
	'ended-open',
	'ended-unsubscribed',
	'ended-objection',
	'ended-complaint',
] satisfies EndReason[];

/** What is told of a run that may have ended. */
export type EndedRun = Pick<RunLine, 'reason' | 'facts' | 'position' | 'stepCount' | 'sent' | 'endedAt'>;

/** What ended a run: the cause, who, when, on which mail or answer of a server, and what had left by then. */
export function endingOf({ reason, facts, stepCount, sent, endedAt }: EndedRun, reader: Reader): EndFact[] {
	const { user, contact, mailAt, quote, status } = facts;
	const quoted = quote ? m.why_end_quote({ quote }) : null;
	const lines: [string, string, string | null | undefined][] = [
		['cause', m.why_end_cause(), reasonName(reason)],
		['who', m.why_end_who(), user ?? (BY_CONTACT.includes(reason) && contact ? contact : m.why_end_nobody())],
		['when', m.why_end_when(), endedAt && dayAndTime(endedAt, reader)],
		['mail', m.why_end_mail(), mailAt && m.why_end_mail_at({ moment: dayAndTime(mailAt, reader) })],
		['quote', m.why_end_words(), quoted],
		['status', m.why_end_status(), status],
		['sent', m.why_end_sent(), m.steps_sent({ count: sent, steps: stepCount })],
	];
	return lines.flatMap(([id, title, says]) => (says ? [{ id, title, says }] : []));
}
