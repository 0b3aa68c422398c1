/**
 * One plain sentence for each refusal of a service (platform/refusal.ts) or of a procedure. Reasons of
 * docs/wording/runs.md that answer an act (`refused-…`) are written in reasons.ts and may stand here too, by their
 * code.
 */
import { number } from './format.ts';
import { m } from './generated/messages.js';
import type { Language } from './language.ts';
import { isReasonCode, reasonSentence } from './reasons.ts';
import { type ReasonFacts } from './reason-words.ts';

/** What a refusal's sentence may need; `minutes` is a wait. */
export interface RefusalFacts extends ReasonFacts {
	minutes?: number;
	/** Which of several that were typed, from 1. */
	position?: number;
	/** How many are still allowed. */
	left?: number;
	/** Zone and present instant of the reader, where the sentence names a date. */
	timeZone?: string;
	now?: string;
}

type Sentence = (facts: RefusalFacts, locale: { locale: Language }) => string;

const SENTENCES: Record<string, Sentence> = {
	'not-signed-in': (_, locale) => m.error_not_signed_in({}, locale),
	'not-allowed': (_, locale) => m.error_not_allowed({}, locale),
	missing: (_, locale) => m.error_missing({}, locale),
	input: (_, locale) => m.error_input({}, locale),
	'too-large': (_, locale) => m.error_too_large({}, locale),
	'foreign-site': (_, locale) => m.error_foreign_site({}, locale),
	conflict: (_, locale) => m.error_conflict({}, locale),
	'too-many': (facts, locale) => m.error_too_many({ count: facts.minutes ?? 1 }, locale),
	'sign-in-refused': (_, locale) => m.signin_refused({}, locale),
	'engine-unreachable': (_, locale) => m.error_engine({}, locale),
	'link-over': (_, locale) => m.refusal_link_over({}, locale),
	'pop-server': (_, locale) => m.refusal_pop_server({}, locale),
	'image-too-large': (_, locale) => m.refusal_image_too_large({}, locale),
	'image-kind': (_, locale) => m.refusal_image_kind({}, locale),
	'users-missing': (_, locale) => m.refusal_users_missing({}, locale),
	'users-have-runs': (_, locale) => m.refusal_users_have_runs({}, locale),
	'mailbox-personal': (_, locale) => m.refusal_mailbox_personal({}, locale),
	'address-of-user': (_, locale) => m.refusal_address_of_user({}, locale),
	'relay-exists': (_, locale) => m.refusal_relay_exists({}, locale),
	'relays-off': (_, locale) => m.refusal_relays_off({}, locale),
	'relay-reports-by-mail': (_, locale) => m.refusal_relay_reports_by_mail({}, locale),
	'relay-in-use': (_, locale) => m.refusal_relay_in_use({}, locale),
	'reply-mailbox-missing': (_, locale) => m.refusal_reply_mailbox_missing({}, locale),
	'mailbox-takes-replies': (_, locale) => m.refusal_mailbox_takes_replies({}, locale),
	'address-taken': (_, locale) => m.refusal_address_taken({}, locale),
	'refused-known-address': (facts, locale) =>
		m.refusal_known_address({ contact: facts.contact ?? '–', company: facts.company ?? '–' }, locale),
	'text-not-ready': (facts, locale) => m.refusal_text_not_ready({ step: String(facts.step ?? 1) }, locale),
	'not-in-sandbox': (_, locale) => m.refusal_not_in_sandbox({}, locale),
	'changed-meanwhile': (_, locale) => m.refusal_changed_meanwhile({}, locale),
	'relance-changed': (_, locale) => m.refusal_relance_changed({}, locale),
	'version-changed': (_, locale) => m.refusal_version_changed({}, locale),
	'recurrence-past': (_, locale) => m.refusal_recurrence_past({}, locale),
	'newsletter-inactive': (_, locale) => m.refusal_newsletter_inactive({}, locale),
	'no-active-sync': (_, locale) => m.refusal_no_active_sync({}, locale),
	'sender-unavailable': (_, locale) => m.refusal_sender_unavailable({}, locale),
	'subscriber-left': (_, locale) => m.refusal_subscriber_left({}, locale),
	'subscriber-no-address': (_, locale) => m.refusal_subscriber_no_address({}, locale),
	'subscriber-invalid-address': (_, locale) => m.refusal_subscriber_invalid_address({}, locale),
	'subscriber-suppressed': (_, locale) => m.refusal_subscriber_suppressed({}, locale),
	'subscriber-objection-pending': (_, locale) => m.refusal_subscriber_objection_pending({}, locale),
	'subscriber-already': (_, locale) => m.refusal_subscriber_already({}, locale),
	'subscriber-consent-needed': (_, locale) => m.refusal_subscriber_consent_needed({}, locale),
	'newsletter-version-changed': (_, locale) => m.refusal_newsletter_version_changed({}, locale),
	'newsletter-not-ready': (_, locale) => m.refusal_newsletter_not_ready({}, locale),
	'too-many-contacts': ({ count }, locale) =>
		m.refusal_too_many_contacts({ count: number(Number(count ?? 0), locale.locale) }, locale),
	'last-responsable': (_, locale) => m.refusal_last_responsable({}, locale),
	'siren-taken': (_, locale) => m.refusal_siren_taken({}, locale),
	'relance-exists': (_, locale) => m.refusal_relance_exists({}, locale),
	'relance-without-follower': (_, locale) => m.refusal_relance_without_follower({}, locale),
	'not-undoable': (_, locale) => m.refusal_not_undoable({}, locale),
	'engagement-ended': (_, locale) => m.refusal_engagement_ended({}, locale),
	'already-paused': (_, locale) => m.refusal_already_paused({}, locale),
	'not-paused': (_, locale) => m.refusal_not_paused({}, locale),
	'nothing-to-decide': (_, locale) => m.refusal_nothing_to_decide({}, locale),
	'nothing-to-retry': (_, locale) => m.refusal_nothing_to_retry({}, locale),
	'domain-just-read': (_, locale) => m.refusal_domain_just_read({}, locale),
	'proof-just-asked': (_, locale) => m.refusal_proof_just_asked({}, locale),
	'nothing-to-skip': (_, locale) => m.refusal_nothing_to_skip({}, locale),
	'nothing-to-reschedule': (_, locale) => m.refusal_nothing_to_reschedule({}, locale),
	'nothing-sent': (_, locale) => m.refusal_nothing_sent({}, locale),
	'too-far': (_, locale) => m.refusal_too_far({}, locale),
	'time-passed': (_, locale) => m.refusal_time_passed({}, locale),
	'day-passed': (_, locale) => m.refusal_day_passed({}, locale),
	'day-closed': (_, locale) => m.refusal_day_closed({}, locale),
	'demo-address': (_, locale) => m.refusal_demo_address({}, locale),
	'issue-not-yours': (_, locale) => m.refusal_issue_not_yours({}, locale),
	'issue-over': (_, locale) => m.refusal_issue_over({}, locale),
	'uncertain-changed': (_, locale) => m.refusal_uncertain_changed({}, locale),
	'sender-gone': (_, locale) => m.refusal_sender_gone({}, locale),
	'part-under-way': (_, locale) => m.refusal_part_under_way({}, locale),
	'request-reused': (_, locale) => m.refusal_request_reused({}, locale),
	'step-left': (facts, locale) => m.refusal_step_left({ step: String(facts.step ?? '–') }, locale),
	'verdict-unchanged': (_, locale) => m.refusal_verdict_unchanged({}, locale),
	'engagement-live': (_, locale) => m.refusal_engagement_live({}, locale),
	'mailbox-in-use': (facts, locale) => m.refusal_mailbox_in_use({ count: Number(facts.count ?? 1) }, locale),
	'mailbox-deleted': (_, locale) => m.refusal_mailbox_deleted({}, locale),
	'test-not-passed': (_, locale) => m.refusal_test_not_passed({}, locale),
	'gap-reversed': (_, locale) => m.refusal_gap_reversed({}, locale),
	'password-for-other-server': (_, locale) => m.refusal_password_for_other_server({}, locale),
	'password-missing': (_, locale) => m.refusal_password_missing({}, locale),
	'address-invalid': (_, locale) => m.field_error_address({}, locale),
	'address-mismatch': (_, locale) => m.check_code_address_mismatch({}, locale),
	'connection-over': (_, locale) => m.refusal_connection_over({}, locale),
	'servers-missing': (_, locale) => m.refusal_servers_missing({}, locale),
	'visit-unknown': (_, locale) => m.refusal_visit_unknown({}, locale),
	'tests-too-many': (facts, locale) =>
		m.refusal_tests_too_many({ minutes: String(facts.minutes ?? 1) }, locale),
	'password-only': (_, locale) => m.refusal_password_only({}, locale),
	'vendor-not-registered': (_, locale) => m.refusal_vendor_not_registered({}, locale),
	'window-only': (_, locale) => m.refusal_window_only({}, locale),
	'folder-missing': (_, locale) => m.refusal_folder_missing({}, locale),
	'folder-twice': (_, locale) => m.refusal_folder_twice({}, locale),
	'mailbox-exists': (_, locale) => m.refusal_mailbox_exists({}, locale),
	'world-no-mail': (_, locale) => m.refusal_world_no_mail({}, locale),
	'world-unreachable': (_, locale) => m.refusal_world_unreachable({}, locale),
	'mail-private': (_, locale) => m.refusal_mail_private({}, locale),
	'texts-not-granted': (_, locale) => m.refusal_texts_not_granted({}, locale),
	'said-by-person': (_, locale) => m.refusal_said_by_person({}, locale),
	'tracking-host-own': (_, locale) => m.refusal_tracking_host_own({}, locale),
	'consent-undated': (_, locale) => m.refusal_consent_undated({}, locale),
	'consent-to-come': (_, locale) => m.refusal_consent_to_come({}, locale),
	'consent-day': (_, locale) => m.refusal_consent_day({}, locale),
	'address-unproven': (_, locale) => m.refusal_address_unproven({}, locale),
	'listed-responsable': (_, locale) => m.refusal_listed_responsable({}, locale),
	'reason-missing': (_, locale) => m.refusal_reason_missing({}, locale),
	'erasure-places-new': (_, locale) => m.refusal_erasure_places_new({}, locale),
	'erasure-under-way': (_, locale) => m.refusal_erasure_under_way({}, locale),
	'not-read-back': (_, locale) => m.refusal_not_read_back({}, locale),
	'nothing-to-ask': (_, locale) => m.refusal_nothing_to_ask({}, locale),
	'nothing-to-stop': (_, locale) => m.refusal_nothing_to_stop({}, locale),
	'platform-missing': (_, locale) => m.refusal_platform_missing({}, locale),
	'administrator-objects': (_, locale) => m.refusal_administrator_objects({}, locale),
	'too-many-requests': (_, locale) => m.refusal_too_many_requests({}, locale),
	'from-address-known': (_, locale) => m.refusal_from_address_known({}, locale),
	'from-address-full': (_, locale) => m.refusal_from_address_full({}, locale),
	'from-address-unproven': (_, locale) => m.refusal_from_address_unproven({}, locale),
	'too-many-codes': (_, locale) => m.refusal_too_many_codes({}, locale),
	'trial-too-many-addresses': (_, locale) => m.refusal_trial_too_many_addresses({}, locale),
	'trial-full': (facts, locale) => m.refusal_trial_full({ left: String(facts.left ?? 0) }, locale),
	'trial-opposed': (facts, locale) =>
		m.refusal_trial_opposed({ position: String(facts.position ?? 1) }, locale),
	unexpected: (_, locale) => m.error_unexpected({}, locale),
};

/** The sentence for a refusal's code; an unknown code reads as the unexpected one, so nobody sees a code alone. */
export function refusalSentence(code: string, facts: RefusalFacts, language: Language): string {
	const sentence = SENTENCES[code];
	if (sentence) return sentence(facts, { locale: language });
	if (isReasonCode(code)) {
		const { timeZone = 'Europe/Paris', now } = facts;
		return reasonSentence(code, facts, { language, timeZone, now: now ? new Date(now) : new Date(0) });
	}
	return m.error_unexpected({}, { locale: language });
}
