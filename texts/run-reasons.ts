/** Where a run that is no engagement is, and why, in one sentence: what `domain/runs` shows to support. */
import { dayAndTime, moment, since, type Instant, type Reader } from './format.ts';
import { m } from './generated/messages.js';
import type { Language } from './language.ts';
import { isReasonCode, reasonSentence } from './reasons.ts';

/** What such a sentence may name. */
export interface RunReasonFacts {
	/** Since when the reason holds, or when it came about. */
	since?: Instant | null;
	/** When it goes on. */
	until?: Instant | null;
	/** How many notifications are open. */
	count?: number | null;
	/** The mailbox's address, masked for support. */
	mailbox?: string | null;
	/** What a server said that refuses it. */
	quote?: string | null;
}

interface Words {
	since: string;
	until: string;
	/** When it goes on, or when it came about where nothing is ahead. */
	moment: string;
	count: number;
}

type Sentence = (words: Words, options: { locale: Language }) => string;

const SENTENCES: Record<string, Sentence> = {
	'mailbox-read': m.runs_reason_mailbox_read,
	'mailbox-deleted': m.runs_reason_mailbox_deleted,
	'recipient-later': m.runs_reason_recipient_later,
	'server-unreachable': m.runs_reason_server_unreachable,
	'host-busy': m.runs_reason_host_busy,
	'send-unsettled': m.runs_reason_send_unsettled,
	'message-ready': m.runs_reason_message_ready,
	'message-leaving': m.runs_reason_message_leaving,
	'message-sent': m.runs_reason_message_sent,
	'message-refused': m.runs_reason_message_refused,
	'message-revoked': m.runs_reason_message_revoked,
	'connection-testing': m.runs_reason_connection_testing,
	'connection-passed': m.runs_reason_connection_passed,
	'connection-saved': m.runs_reason_connection_saved,
	'connection-failed': m.runs_reason_connection_failed,
	'connect-recognising': m.runs_reason_connect_recognising,
	'connect-door': m.runs_reason_connect_door,
	'connect-signing-in': m.runs_reason_connect_signing_in,
	'connect-consent': m.runs_reason_connect_consent,
	'connect-consented': m.runs_reason_connect_consented,
	'connect-testing': m.runs_reason_connect_testing,
	'connect-retrying': m.runs_reason_connect_retrying,
	'connect-refused': m.runs_reason_connect_refused,
	'connect-done': m.runs_reason_connect_done,
	'connect-withdrawn': m.runs_reason_connect_withdrawn,
	'domain-reading': m.runs_reason_domain_reading,
	'domain-right': m.runs_reason_domain_right,
	'domain-to-publish': m.runs_reason_domain_to_publish,
	'domain-unread': m.runs_reason_domain_unread,
	'domain-needs-mail': m.runs_reason_domain_needs_mail,
	'domain-personal': m.runs_reason_domain_personal,
	'domain-unused': m.runs_reason_domain_unused,
	'treated-after': m.runs_reason_treated_after,
	'until-visited': m.runs_reason_until_visited,
	'effect-pending': m.runs_reason_effect_pending,
	'effect-done': m.runs_reason_effect_done,
	'effect-skipped': m.runs_reason_effect_skipped,
	'newsletter-waits': m.runs_reason_newsletter_waits,
	'newsletter-over': m.runs_reason_newsletter_over,
	'issue-preparing': m.runs_reason_issue_preparing,
	'issue-same-content': m.runs_reason_issue_same_content,
	'issue-restored': m.runs_reason_issue_restored,
	'issue-leaving': m.runs_reason_issue_leaving,
	'issue-paused': m.runs_reason_issue_paused,
	'issue-observing': m.runs_reason_issue_observing,
	'issue-ended': m.runs_reason_issue_ended,
	'issue-stopped': m.runs_reason_issue_stopped,
	'issue-over': m.runs_reason_issue_over,
	'part-leaving': m.runs_reason_part_leaving,
	'part-doubted': m.runs_reason_part_doubted,
	'part-done': m.runs_reason_part_done,
	'sender-lost': m.runs_reason_sender_lost,
	'relay-password': m.runs_reason_relay_password,
	'relay-address': m.runs_reason_relay_address,
	'relay-limit': m.runs_reason_relay_limit,
	'relay-refused': m.runs_reason_relay_refused,
	'relay-settings': m.runs_reason_relay_settings,
	'relay-later': m.runs_reason_relay_later,
	'relay-unreachable': m.runs_reason_relay_unreachable,
	'clock-travelling': m.runs_reason_clock_travelling,
	'clock-halted': m.runs_reason_clock_halted,
};

const MISSING = '–';

/** True for a reason that has a sentence here or among those of engagements, which mails and mailboxes share. */
export function isRunReason(code: string): boolean {
	return Object.hasOwn(SENTENCES, code) || isReasonCode(code);
}

/** The sentence of a reason; a code of another release stands for itself. */
export function runReasonSentence(code: string, facts: RunReasonFacts, reader: Reader): string {
	const sentence = SENTENCES[code];
	if (!sentence) return isReasonCode(code) ? reasonSentence(code, facts, reader) : code;
	const when = facts.until ?? facts.since;
	return sentence(
		{
			since: facts.since ? since(facts.since, reader) : MISSING,
			until: facts.until ? dayAndTime(facts.until, reader) : MISSING,
			moment: when ? moment(when, reader) : MISSING,
			count: facts.count ?? 0,
		},
		{ locale: reader.language },
	);
}
