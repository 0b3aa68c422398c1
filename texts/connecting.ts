/** A mailbox being connected: what was asked to recognise it, and the lines of its history. */
import { checkName } from './connection.ts';
import { m } from './generated/messages.js';
import type { Language } from './language.ts';
import { providerName } from './providers.ts';

type Sentence = (words: Record<never, never>, options: { locale: Language }) => string;

const STEPS: Readonly<Record<string, Sentence>> = {
	domain: m.connect_step_domain,
	exchanger: m.connect_step_exchanger,
	signs: m.connect_step_signs,
	autoconfig: m.connect_step_autoconfig,
	'well-known': m.connect_step_well_known,
	directory: m.connect_step_directory,
	services: m.connect_step_services,
	guess: m.connect_step_guess,
	chosen: m.connect_step_chosen,
};

const OUTCOMES: Readonly<Record<string, Sentence>> = {
	found: m.connect_outcome_found,
	nothing: m.connect_outcome_nothing,
	unavailable: m.connect_outcome_unavailable,
};

/** Where one looks for a provider; one of another release goes by its key. */
export function stepName(step: string, language: Language): string {
	return STEPS[step]?.({}, { locale: language }) ?? step;
}

/** What it answered. */
export function outcomeWord(outcome: string, language: Language): string {
	return OUTCOMES[outcome]?.({}, { locale: language }) ?? outcome;
}

type Known = (words: { domain: string; provider: string }, options: { locale: Language }) => string;

const PROOFS: Readonly<Record<string, Known>> = {
	domain: m.connect_by_domain,
	exchanger: m.connect_by_exchanger,
	signs: m.connect_by_filter,
	autoconfig: m.connect_by_published,
	'well-known': m.connect_by_published,
	directory: m.connect_by_directory,
	services: m.connect_by_services,
	guess: m.connect_by_guess,
	chosen: m.connect_by_person,
	before: m.connect_by_before,
};

/** How it is known who keeps the mailboxes of a domain, in a sentence. */
export function knownBy(
	{ foundBy, isProven }: { foundBy: string; isProven: boolean },
	words: { domain: string; provider: string },
	language: Language,
): string {
	const proof = isProven ? PROOFS[foundBy] : m.connect_by_filter;
	return proof?.(words, { locale: language }) ?? '';
}

const OBSTACLES: Readonly<Record<string, Known>> = {
	'pop-only': m.connect_obstacle_pop_only,
	unconnectable: m.connect_obstacle_unconnectable,
	'receives-no-mail': m.connect_obstacle_receives_no_mail,
	'clear-only': m.connect_obstacle_clear_only,
	unavailable: m.connect_obstacle_unavailable,
};

/** Why nothing can be connected there; undefined where nothing was found at all. */
export function obstacleSentence(
	code: string,
	words: { domain: string; provider: string },
	language: Language,
): string | undefined {
	return OBSTACLES[code]?.(words, { locale: language });
}

/** What the history of a connection tells, by its kind of event. */
export function connectionLine(
	kind: string,
	data: Readonly<Record<string, string | null>>,
	language: Language,
): string {
	const options = { locale: language };
	const provider = data.provider ? providerName(data.provider) : m.connect_custom({}, options);
	switch (kind) {
		case 'begun':
			return m.connect_event_begun({}, options);
		case 'recognised':
			return m.connect_event_recognised({ provider }, options);
		case 'not-recognised':
			return m.connect_event_not_recognised({}, options);
		case 'provider-chosen':
			return m.connect_event_provider_chosen({ provider }, options);
		case 'password-given':
			return m.connect_event_password_given({}, options);
		case 'signed-in':
			return data.account
				? m.connect_event_signed_in_as({ account: data.account }, options)
				: m.connect_event_signed_in({}, options);
		case 'sign-in-refused':
			return m.connect_event_sign_in_refused({ code: data.code ?? '–' }, options);
		case 'graph-refused':
			return m.connect_event_graph_refused({ code: data.code ?? '–' }, options);
		case 'smtp-chosen':
			return m.connect_event_smtp_chosen({}, options);
		case 'outgoing-server-given':
			return m.connect_event_outgoing_server_given({}, options);
		case 'permissions-missing':
			return m.connect_event_permissions_missing({}, options);
		case 'other-account':
		case 'other-shared-account':
			return m.connect_event_other_account({}, options);
		case 'consent-asked':
			return m.connect_event_consent_asked({ domain: data.domain ?? '–' }, options);
		case 'administrator-asked':
			return m.connect_event_administrator_asked({ address: data.address ?? '–' }, options);
		case 'administrator-reminded':
			return data.isLast === 'yes'
				? m.connect_event_administrator_reminded_last({}, options)
				: m.connect_event_administrator_reminded({}, options);
		case 'reminders-stopped':
			return m.connect_event_reminders_stopped({}, options);
		case 'consent-given':
			return m.connect_event_consent_given({}, options);
		case 'consent-refused':
			return m.connect_event_consent_refused({}, options);
		case 'test-failed':
			return m.connect_event_test_failed({ line: checkName(data.check ?? '', language) }, options);
		case 'connected':
			return m.connect_event_connected({}, options);
		case 'withdrawn':
			return m.connect_event_withdrawn({}, options);
		default:
			return kind;
	}
}
