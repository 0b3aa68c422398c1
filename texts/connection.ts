/** The lines of a connection test (5.4-6): each check's name, and for each fault the sentence that says what to do. */
import { day, type Reader } from './format.ts';
import { m } from './generated/messages.js';
import type { Language } from './language.ts';
import { isSignInFault, signInFault } from './sign-in-faults.ts';

/** What a fault's sentence may name: `server`, `version`, `validUntil`, `status`, `port`, `answering`. */
export type CheckFacts = Readonly<Record<string, string | number>>;

interface Words {
	server: string;
	version: string;
	day: string;
	status: string;
	port: string;
	answering: string;
}

type Sentence = (words: Words, options: { locale: Language }) => string;

const NAMES: Record<string, (words: Record<string, never>, options: { locale: Language }) => string> = {
	address: m.check_address,
	'dns-imap': m.check_dns_imap,
	'tcp-imap': m.check_tcp_imap,
	'tls-imap': m.check_tls_imap,
	'certificate-imap': m.check_certificate_imap,
	'login-imap': m.check_login_imap,
	inbox: m.check_inbox,
	'dns-smtp': m.check_dns_smtp,
	'tcp-smtp': m.check_tcp_smtp,
	'tls-smtp': m.check_tls_smtp,
	'certificate-smtp': m.check_certificate_smtp,
	'login-smtp': m.check_login_smtp,
	firewall: m.check_firewall,
	graph: m.check_graph,
	'round-trip': m.check_round_trip,
	'relay-mail': m.check_relay_mail,
};

const FAULTS: Record<string, Sentence> = {
	'address-mismatch': m.check_code_address_mismatch,
	'host-invalid': m.check_code_host_invalid,
	'host-refused': m.check_code_host_refused,
	'host-not-sandbox': m.check_code_host_not_sandbox,
	'dns-unknown': m.check_code_dns_unknown,
	'dns-unavailable': m.check_code_dns_unavailable,
	refused: m.check_code_refused,
	timeout: m.check_code_timeout,
	unreachable: m.check_code_unreachable,
	'connection-lost': m.check_code_connection_lost,
	'plaintext-port': m.check_code_plaintext_port,
	'tls-not-spoken': m.check_code_tls_not_spoken,
	'tls-too-old': m.check_code_tls_too_old,
	'tls-failed': m.check_code_tls_failed,
	'no-greeting': m.check_code_no_greeting,
	'certificate-untrusted': m.check_code_certificate_untrusted,
	'certificate-expired': m.check_code_certificate_expired,
	'certificate-not-yet-valid': m.check_code_certificate_not_yet_valid,
	'certificate-name': m.check_code_certificate_name,
	'password-refused': m.check_code_password_refused,
	'app-password-required': m.check_code_app_password_required,
	'login-later': m.check_code_login_later,
	'login-unsupported': m.check_code_login_unsupported,
	'protocol-disabled': m.check_code_protocol_disabled,
	'too-many-connections': m.check_code_too_many_connections,
	'inbox-missing': m.check_code_inbox_missing,
	'uids-not-kept': m.check_code_uids_not_kept,
	'mail-refused': m.check_code_mail_refused,
	'mail-not-found': m.check_code_mail_not_found,
	protocol: m.check_code_protocol,
	'port-blocked': m.check_code_port_blocked,
	'host-silent': m.check_code_host_silent,
	'graph-denied': m.check_code_graph_denied,
	'graph-closed': m.check_code_graph_closed,
	'graph-unavailable': m.check_code_graph_unavailable,
	'secret-broken': m.check_code_secret_broken,
	'grant-refused': m.check_code_grant_refused,
};

const MISSING = '–';

const PROTOCOLS: Record<string, string> = { 'login-imap': 'IMAP', 'login-smtp': 'SMTP' };

const OUTCOMES = [
	{ state: 'ok', one: m.account_checks_ok_one, many: m.account_checks_ok },
	{ state: 'failed', one: m.account_checks_failed_one, many: m.account_checks_failed },
	{ state: 'skipped', one: m.account_checks_skipped_one, many: m.account_checks_skipped },
];

/** The name of a line; one of another release goes by its key. */
export function checkName(check: string, language: Language): string {
	return NAMES[check]?.({}, { locale: language }) ?? check;
}

/** True for a code that a line of a test, or a sign-in at a provider, may end with. */
export function isCheckFault(code: string): boolean {
	return Object.hasOwn(FAULTS, code) || isSignInFault(code);
}

/** What is wrong and what to do; an unknown code reads as the unexpected answer that it is. */
export function checkFault(code: string, facts: CheckFacts, reader: Reader): string {
	const { server, version, validUntil, status, port, answering } = facts;
	const words = {
		server: server === undefined ? MISSING : String(server),
		version: version === undefined ? MISSING : String(version),
		day: typeof validUntil === 'string' ? day(validUntil, reader) : MISSING,
		status: status === undefined ? MISSING : String(status),
		port: port === undefined ? MISSING : String(port),
		answering: answering === undefined ? MISSING : String(answering),
	};
	const ofSignIn = signInFault(code, { address: MISSING }, reader.language);
	return ofSignIn ?? (FAULTS[code] ?? m.check_code_protocol)(words, { locale: reader.language });
}

/** The same where nothing is known beside the code; undefined: its sentence names what is not known. */
export function bareFault(code: string, reader: Reader): string | undefined {
	const sentence = checkFault(code, {}, reader);
	return sentence.includes(MISSING) ? undefined : sentence;
}

/** What is wrong with a line of a test, which knows what it asked: a protocol that is switched off is named alone. */
export function lineFault(
	{ check, code, details }: { readonly check: string; readonly code: string; readonly details: CheckFacts },
	reader: Reader,
): string {
	const protocol = PROTOCOLS[check];
	if (code !== 'protocol-disabled' || !protocol) return checkFault(code, details, reader);
	return m.check_code_protocol_disabled_one({ protocol }, { locale: reader.language });
}

/** How a test that is over ended: how many lines passed, failed and were not tried. */
export function outcomeOfTest(checks: readonly { readonly state: string }[], language: Language): string {
	const options = { locale: language };
	const parts = OUTCOMES.flatMap(({ state, one, many }) => {
		const n = checks.filter((line) => line.state === state).length;
		if (n === 0) return [];
		return [n === 1 ? one({}, options) : many({ n }, options)];
	});
	return m.account_checks_of({ parts: parts.join(', '), total: checks.length }, options);
}

/** What a line that succeeded found, where that is worth saying: a version, a date. */
export function checkFound(facts: CheckFacts, reader: Reader): string {
	const { version, validUntil } = facts;
	if (version !== undefined) return String(version);
	if (typeof validUntil !== 'string') return '';
	return m.check_valid_until({ day: day(validUntil, reader) }, { locale: reader.language });
}
