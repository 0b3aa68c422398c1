/**
 * One sentence for each kind of event on a timeline. Who did it, and what caused it, stand beside the sentence
 * (`byline`), so no sentence names its actor.
 */
import { calendarDate, day, dayAndTime, moment, type Reader } from './format.ts';
import { m } from './generated/messages.js';
import { priorityWord, tagWord } from './priorities-and-tags.ts';
import {
	byHow,
	either,
	MISSING,
	type EventFacts,
	type RelanceTold,
	type Sentence,
	type Words,
} from './event-sentence.ts';
import { readingsWords, readingWord } from './reading.ts';

export const EVENT_SENTENCES = {
	engaged: m.event_engaged,
	'step-sent': m.event_step_sent,
	'step-uncertain': m.event_step_uncertain,
	'step-settled': byHow({
		evidence: m.event_step_settled_evidence,
		silence: m.event_step_settled_silence,
		left: m.event_step_settled_left,
		resend: m.event_step_settled_resend,
	}),
	'step-deferred': either((facts) => facts.until, m.event_step_deferred, m.event_step_deferred_open),
	'step-not-sent': m.event_step_not_sent,
	'step-skipped': m.event_step_skipped,
	'step-rescheduled': m.event_step_rescheduled,
	'step-retried': m.event_step_retried,
	'engagement-succeeded': m.event_engagement_succeeded,
	'engagement-failed': m.event_engagement_failed,
	'engagement-withdrawn': m.event_engagement_withdrawn,
	'engagement-stopped': m.event_engagement_stopped,
	'engagement-paused': m.event_engagement_paused,
	'engagement-resumed': m.event_engagement_resumed,
	'engagement-blocked': m.event_engagement_blocked,
	'engagement-unblocked': m.event_engagement_unblocked,
	'engagement-reopened': m.event_engagement_reopened,
	'engagement-continued': m.event_engagement_continued,
	'absence-decided': m.event_absence_decided,
	'late-batch-decided': byHow({
		send: m.event_late_batch_decided_send,
		withdraw: m.event_late_batch_decided_withdraw,
	}),
	'engagement-skipped': m.event_engagement_skipped,
	'reply-received': m.event_reply_received,
	'negative-reply-received': m.event_negative_reply_received,
	'absence-received': either(
		(facts) => facts.until,
		m.event_absence_received_until,
		m.event_absence_received,
	),
	'bounce-received': matched(
		either((facts) => facts.permanent !== false, m.event_bounce_received, m.event_bounce_received_soft),
	),
	'objection-received': m.event_objection_received,
	'complaint-received': matched(m.event_complaint_received),
	'message-received': m.event_message_received,
	'message-unreadable': m.event_message_unreadable,
	'early-message-received': m.event_early_message_received,
	'doubtful-message-received': (words, options, facts) =>
		m.event_doubtful_message_received(
			{ ...words, readings: readingsWords(facts.readings ?? [], options.locale) },
			options,
		),
	'reading-chosen': (words, options, facts) =>
		m.event_reading_chosen({ ...words, reading: readingWord(facts.reading, options.locale) }, options),
	'outside-message-received': m.event_outside_message_received,
	'verdict-corrected': m.event_verdict_corrected,
	'mail-written': m.event_mail_written,
	'mail-sent': m.event_mail_sent,
	'mail-refused': matched(m.event_mail_refused),
	'mail-held': either((facts) => facts.until, m.event_mail_held, m.event_mail_held_unshared),
	'mail-uncertain': m.event_mail_uncertain,
	'mail-found': m.event_mail_found,
	'mail-gone': m.event_mail_gone,
	'mail-privacy-changed': byHow({
		private: m.event_mail_marked_private,
		common: m.event_mail_made_common,
	}),
	'relance-created': m.event_relance_created,
	'relance-advanced': m.event_relance_advanced,
	'relance-unchanged': m.event_relance_unchanged,
	'relance-changed': m.event_relance_changed,
	'relance-deleted': m.event_relance_deleted,
	'tag-changed': m.event_tag_changed,
	'note-written': m.event_note_written,
	'note-changed': m.event_note_changed,
	'note-deleted': m.event_note_deleted,
	'automation-skipped': m.event_automation_skipped,
	undone: m.event_undone_act,
	'company-created': m.event_company_created,
	'company-changed': m.event_company_changed,
	'contact-created': byHow({ manual: m.event_contact_created, downloaded: m.event_contact_downloaded }),
	'contact-changed': m.event_contact_changed,
	'contact-left': m.event_contact_left,
	'contact-returned': m.event_contact_returned,
	'contact-address-cleared': m.event_contact_address_cleared,
	'contact-address-invalid': m.event_contact_address_invalid,
	'contact-erased': m.event_contact_erased,
	suppressed: byHow({ link: m.event_suppressed_link, manual: m.event_suppressed_manual }),
	'suppression-lifted': byHow({
		entry: m.event_suppression_lifted,
		self: m.event_suppression_lifted_self,
	}),
	'link-clicked': either((facts) => facts.link, m.event_link_clicked, m.event_link_clicked_gone),
	'mail-opened': m.event_mail_opened,
	'measuring-chosen': either(
		(facts) => facts.refusesMeasuring,
		m.event_measuring_refused,
		m.event_measuring_chosen,
	),
	'sheet-visited': m.event_sheet_visited,
	'mailbox-connected': m.event_mailbox_connected,
	'mailbox-first-read': m.event_mailbox_first_read,
	'mailbox-folder-missing': byHow({
		found: m.event_mailbox_folder_found,
		lost: m.event_mailbox_folder_missing,
	}),
	'mailbox-linked': m.event_mailbox_linked,
	'mailbox-deletions': byHow({
		on: m.event_mailbox_deletions_on,
		off: m.event_mailbox_deletions_off,
		restored: m.event_mailbox_deletions_restored,
		held: m.event_mailbox_deletions_held,
		kept: m.event_mailbox_deletions_kept,
		returned: m.event_mailbox_deletions_returned,
		erased: m.event_mailbox_deletions_erased,
		unfinished: m.event_mailbox_deletions_unfinished,
	}),
	'mailbox-lost': m.event_mailbox_lost,
	'mailbox-unwatched': m.event_mailbox_unwatched,
	'mailbox-restored': m.event_mailbox_restored,
	'mailbox-read-back': m.event_mailbox_read_back,
	'mailbox-refused': byHow({
		sender: m.event_mailbox_refused,
		domain: m.event_mailbox_refused_by_domain,
		'first-contacts': m.event_mailbox_refused_first,
	}),
	'mailbox-accepted': byHow({
		try: m.event_mailbox_accepted,
		rate: m.event_mailbox_accepted_rate,
		settings: m.event_mailbox_accepted_settings,
		person: m.event_mailbox_accepted_person,
	}),
	'mailbox-changed': m.event_mailbox_changed,
	'mailbox-tested': m.event_mailbox_tested,
	'mailbox-deleted': m.event_mailbox_deleted,
	'sequence-deactivated': m.event_sequence_deactivated,
	'sequence-activated': m.event_sequence_activated,
	'newsletter-activated': m.event_newsletter_activated,
	'newsletter-deactivated': m.event_newsletter_deactivated,
	'newsletter-deleted': m.event_newsletter_deleted,
	'newsletter-subscribed': byHow({
		first: m.event_newsletter_subscribed,
		again: m.event_newsletter_subscribed_again,
		herself: m.event_newsletter_subscribed_herself,
	}),
	'newsletter-unsubscribed': byHow({
		stop: m.event_newsletter_unsubscribed,
		link: m.event_newsletter_unsubscribed_link,
		'one-click': m.event_newsletter_unsubscribed_link,
		everything: m.event_newsletter_unsubscribed_link,
		automation: m.event_newsletter_unsubscribed_automation,
	}),
	'newsletter-sent': m.event_newsletter_sent,
	'newsletter-sender-changed': m.event_newsletter_sender_changed,
	'issue-succeeded': byHow({
		reply: m.event_issue_succeeded_reply,
		click: m.event_issue_succeeded_click,
	}),
	'issue-failed': byHow({
		elapsed: m.event_issue_failed_elapsed,
		'negative-reply': m.event_issue_failed_negative_reply,
		objection: m.event_issue_failed_objection,
		refused: m.event_issue_failed_refused,
		bounce: m.event_issue_failed_bounce,
		complaint: m.event_issue_failed_complaint,
		unsubscribed: m.event_issue_failed_unsubscribed,
	}),
	'issue-outcome-reopened': m.event_issue_outcome_reopened,
	'support-acted': byHow({
		// An act of another release.
		'': m.event_support_acted,
		'opened-run': m.event_support_opened,
		'opened-other-run': m.event_support_opened_other,
		'read-texts': m.event_support_read,
		pause: m.event_support_pause,
		resume: m.event_support_resume,
		retry: m.event_support_retry,
		skip: m.event_support_skip,
		reschedule: m.event_support_reschedule,
		stop: m.event_support_stop,
		withdraw: m.event_support_withdraw,
		'hold-sends': m.event_support_hold_sends,
		'lift-halt': m.event_support_lift_halt,
		'reopen-sends': m.event_support_reopen_sends,
		'relays-on': m.event_support_relays_on,
		'relays-off': m.event_support_relays_off,
	}),
	'support-granted': m.event_support_granted,
} as const satisfies Record<string, Sentence>;

/** A report that named no mail says by what it was matched. */
function matched(sentence: Sentence): Sentence {
	return (words, options, facts) => {
		const told = sentence(words, options, facts);
		return facts.isByAddress ? m.event_matched_by_address({ told }, options) : told;
	};
}

export type ToldEvent = keyof typeof EVENT_SENTENCES;

/** True for a kind that has a sentence; the list of kinds itself is the domain's (a test holds both together). */
export function isToldEvent(kind: string): kind is ToldEvent {
	return Object.hasOwn(EVENT_SENTENCES, kind);
}

/** The sentence of an event. Never fails; a missing name reads « – ». */
export function eventSentence(kind: ToldEvent, facts: EventFacts, reader: Reader): string {
	const sentence: Sentence = EVENT_SENTENCES[kind];
	return sentence(wordsOf(facts, reader), { locale: reader.language }, facts);
}

function wordsOf(facts: EventFacts, reader: Reader): Words {
	const { language } = reader;
	const { until, relance, previousRelance } = facts;
	const dueOn = (told: RelanceTold | null | undefined) => (told ? calendarDate(told.dueOn, reader) : MISSING);
	return {
		contact: facts.contact ?? MISSING,
		company: facts.company ?? MISSING,
		sequence: facts.sequence ?? MISSING,
		newsletter: facts.newsletter ?? MISSING,
		routine: facts.routine ?? MISSING,
		step: facts.step == null ? MISSING : String(facts.step),
		until: until ? dayAndTime(until, reader) : MISSING,
		untilDay: until ? day(until, reader) : MISSING,
		moment: until ? moment(until, reader) : MISSING,
		count: facts.count == null ? MISSING : String(facts.count),
		verdict:
			facts.verdict === 'success'
				? m.verdict_success({}, { locale: language })
				: m.verdict_failure({}, { locale: language }),
		day: dueOn(relance),
		previousDay: dueOn(previousRelance),
		priority: relance ? priorityWord(relance.priority, language) : MISSING,
		tag: tagWord(facts.tag, language),
		previousTag: tagWord(facts.previousTag, language),
		link: facts.link ?? MISSING,
	};
}
