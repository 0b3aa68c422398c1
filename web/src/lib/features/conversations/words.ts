import type { MailEntry } from '#domain/conversations/mail-entry.ts';
import { m } from '#texts/generated/messages.js';

const VERDICTS: Record<string, () => string> = {
	reply: m.mail_verdict_reply,
	'negative-reply': m.mail_verdict_negative_reply,
	'early-reply': m.mail_verdict_early,
	'outside-reply': m.mail_verdict_outside,
	absence: m.mail_verdict_absence,
	'bounce-hard': m.mail_verdict_bounce,
	'bounce-soft': m.mail_verdict_bounce_soft,
	complaint: m.mail_verdict_complaint,
	objection: m.mail_verdict_objection,
	doubtful: m.mail_verdict_doubtful,
	acknowledgement: m.mail_verdict_acknowledgement,
	notification: m.mail_verdict_notification,
	none: m.mail_verdict_none,
	unreadable: m.mail_verdict_unreadable,
};

/** What a received mail is taken for, in words. */
export function verdictWord(verdict: string | null): string {
	return (VERDICTS[verdict ?? 'none'] ?? m.mail_verdict_none)();
}

/** What is known of the fate of a mail of ours. */
export function fateWord(mail: Pick<MailEntry, 'sendState' | 'evidence'>): string {
	switch (mail.sendState) {
		case 'accepted':
			// Else the server's own reply confirmed it.
			return (mail.evidence.found ?? 'reply') === 'reply' ? m.mail_sent_accepted() : m.mail_sent_evidence();
		case 'uncertain':
			return m.mail_sent_uncertain();
		case 'rejected':
			return m.mail_sent_refused();
		default:
			return m.mail_sent_under_way();
	}
}
