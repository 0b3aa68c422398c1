import type { ShownPart } from '#domain/newsletters/issues/show/parts-of-issue.ts';
import type { ShownIssue } from '#domain/newsletters/issues/show/read-issue.ts';
import { moment, number, since, type Reader } from '#texts/format.ts';
import { m } from '#texts/generated/messages.js';
import { runReasonSentence } from '#texts/run-reasons.ts';

const STATES: Readonly<Record<string, () => string>> = {
	preparing: m.issues_state_preparing,
	asking: m.issues_state_asking,
	leaving: m.issues_state_leaving,
	paused: m.issues_state_paused,
	observing: m.issues_state_observing,
	ended: m.issues_state_ended,
	stopped: m.issues_state_stopped,
};

export const stateWord = (state: string): string => STATES[state]?.() ?? state;

/** Where an issue is, in one sentence. */
export function issueSentence(issue: ShownIssue, reader: Reader): string {
	const figures = Object.fromEntries(
		(['accepted', 'recipients', 'waiting'] as const).map((name) => [
			name,
			number(issue.counts[name], reader.language),
		]),
	) as Record<'accepted' | 'recipients' | 'waiting', string>;
	const from = (at: Date | null) => (at ? since(at, reader) : '');
	switch (issue.state) {
		case 'preparing':
			return m.issues_says_preparing();
		case 'asking':
			return m.issues_says_asking();
		case 'leaving':
			return m.issues_says_leaving({ ...figures, since: from(issue.dueAt) });
		case 'paused':
			return m.issues_says_paused({ ...figures, since: from(issue.pausedAt) });
		case 'stopped':
			return m.issues_says_stopped({
				...figures,
				since: issue.stoppedAt ? moment(issue.stoppedAt, reader) : '',
			});
		default:
			return m.issues_says_left(figures);
	}
}

/** Where one sender is: what it does, or why it does nothing. */
export function partSentence(part: ShownPart, reader: Reader): string {
	if (part.state === 'done')
		return m.issues_part_done({ since: part.doneAt ? moment(part.doneAt, reader) : '' });
	if (part.reason)
		return runReasonSentence(part.reason, { since: part.since, until: part.reasonUntil }, reader);
	if (part.state === 'waiting') return m.issues_part_waiting();
	return part.mode === 'windows' ? m.issues_part_leaving_windows() : m.issues_part_leaving_errands();
}

const LEFT_OUT_WORDS: Readonly<Record<string, () => string>> = {
	'no-address': m.issues_why_no_address,
	'address-invalid': m.issues_why_address_invalid,
	suppressed: m.issues_why_suppressed,
	'objection-pending': m.issues_why_objection_pending,
	unsubscribed: m.issues_why_unsubscribed,
	'left-company': m.issues_why_left_company,
	'same-address': m.issues_why_same_address,
	erased: m.issues_why_erased,
	'address-gone': m.issues_why_address_gone,
	stopped: m.issues_why_stopped,
};

export const leftOutWord = (reason: string): string => LEFT_OUT_WORDS[reason]?.() ?? reason;
