/** What a sending domain publishes, in words: each finding, each state, where records are published. */
import { checkFault } from './connection.ts';
import { day, type Instant, type Reader } from './format.ts';
import { m } from './generated/messages.js';
import type { Language } from './language.ts';

interface Words {
	about: string;
	count: number;
	detail: string;
	until: string;
}

type Sentence = (words: Words, options: { locale: Language }) => string;

const FINDINGS: Readonly<Record<string, Sentence>> = {
	'spf-lookups': m.deliverability_found_spf_lookups,
	'spf-authorised': m.deliverability_found_spf_authorised,
	'spf-missing': m.deliverability_found_spf_missing,
	'spf-sender-missing': m.deliverability_found_spf_sender_missing,
	'spf-address-missing': m.deliverability_found_spf_address_missing,
	'spf-server-unknown': m.deliverability_found_spf_server_unknown,
	'spf-not-asked': m.deliverability_found_spf_not_asked,
	'spf-several': m.deliverability_found_spf_several,
	'spf-look-alike': m.deliverability_found_spf_look_alike,
	'spf-syntax': m.deliverability_found_spf_syntax,
	'spf-too-long': m.deliverability_found_spf_too_long,
	'spf-too-many-lookups': m.deliverability_found_spf_too_many_lookups,
	'spf-include-cost': m.deliverability_found_spf_include_cost,
	'spf-no-room': m.deliverability_found_spf_no_room,
	'spf-too-many-voids': m.deliverability_found_spf_too_many_voids,
	'spf-void': m.deliverability_found_spf_void,
	'spf-loop': m.deliverability_found_spf_loop,
	'spf-include-empty': m.deliverability_found_spf_include_empty,
	'spf-include-several': m.deliverability_found_spf_include_several,
	'spf-include-syntax': m.deliverability_found_spf_include_syntax,
	'spf-too-many-exchangers': m.deliverability_found_spf_too_many_exchangers,
	'spf-all-passes': m.deliverability_found_spf_all_passes,
	'spf-neutral': m.deliverability_found_spf_neutral,
	'spf-after-all': m.deliverability_found_spf_after_all,
	'spf-ptr': m.deliverability_found_spf_ptr,
	'spf-silent': m.deliverability_found_spf_silent,
	'dkim-key': m.deliverability_found_dkim_key,
	'dkim-proven': m.deliverability_found_dkim_proven,
	'dkim-missing': m.deliverability_found_dkim_missing,
	'dkim-not-signed': m.deliverability_found_dkim_not_signed,
	'dkim-signed-by-provider': m.deliverability_found_dkim_signed_by_provider,
	'dkim-selector-unknown': m.deliverability_found_dkim_selector_unknown,
	'dkim-unproven': m.deliverability_found_dkim_unproven,
	'dkim-short': m.deliverability_found_dkim_short,
	'dkim-grow': m.deliverability_found_dkim_grow,
	'dkim-revoked': m.deliverability_found_dkim_revoked,
	'dkim-broken': m.deliverability_found_dkim_broken,
	'dkim-several': m.deliverability_found_dkim_several,
	'dkim-testing': m.deliverability_found_dkim_testing,
	'dkim-not-enabled': m.deliverability_found_dkim_not_enabled,
	'dkim-alias-elsewhere': m.deliverability_found_dkim_alias_elsewhere,
	'dkim-silent': m.deliverability_found_dkim_silent,
	'dmarc-inherited': m.deliverability_found_dmarc_inherited,
	'dmarc-missing': m.deliverability_found_dmarc_missing,
	'dmarc-several': m.deliverability_found_dmarc_several,
	'dmarc-look-alike': m.deliverability_found_dmarc_look_alike,
	'dmarc-invalid': m.deliverability_found_dmarc_invalid,
	'dmarc-partial': m.deliverability_found_dmarc_partial,
	'dmarc-no-reports': m.deliverability_found_dmarc_no_reports,
	'dmarc-reports-malformed': m.deliverability_found_dmarc_reports_malformed,
	'dmarc-reports-refused': m.deliverability_found_dmarc_reports_refused,
	'dmarc-strict': m.deliverability_found_dmarc_strict,
	'dmarc-refuses-sender': m.deliverability_found_dmarc_refuses_sender,
	'dmarc-silent': m.deliverability_found_dmarc_silent,
	'mx-receives': m.deliverability_found_mx_receives,
	'mx-missing': m.deliverability_found_mx_missing,
	'mx-implicit': m.deliverability_found_mx_implicit,
	'mx-null': m.deliverability_found_mx_null,
	'mx-unreachable': m.deliverability_found_mx_unreachable,
	'mx-partly-unreachable': m.deliverability_found_mx_partly_unreachable,
	'mx-silent': m.deliverability_found_mx_silent,
	'reverse-confirmed': m.deliverability_found_reverse_confirmed,
	'reverse-of-provider': m.deliverability_found_reverse_of_provider,
	'reverse-private': m.deliverability_found_reverse_private,
	'reverse-missing': m.deliverability_found_reverse_missing,
	'reverse-unconfirmed': m.deliverability_found_reverse_unconfirmed,
	'reverse-no-address': m.deliverability_found_reverse_no_address,
	'reverse-silent': m.deliverability_found_reverse_silent,
	'tls-version': m.deliverability_found_tls_version,
	'tls-ends-soon': m.deliverability_found_tls_ends_soon,
	'tls-unreachable': m.deliverability_found_tls_unreachable,
};

const POLICIES: Readonly<Record<string, Sentence>> = {
	none: m.deliverability_found_dmarc_policy_none,
	quarantine: m.deliverability_found_dmarc_policy_quarantine,
	reject: m.deliverability_found_dmarc_policy_reject,
};

/** One thing that was found of a domain. */
export interface FindingFacts {
	readonly code: string;
	readonly about?: string;
	readonly count?: number;
	readonly detail?: string;
	readonly until?: Instant;
}

/** The sentence of a finding; one of another release stands for itself. */
export function findingSentence(finding: FindingFacts, reader: Reader): string {
	const { code, about = '', count = 0, detail = '', until } = finding;
	const options = { locale: reader.language };
	if (code === 'tls-wrong')
		return checkFault(detail, { server: about, ...(until ? { validUntil: String(until) } : {}) }, reader);
	const sentence = sentenceOf(finding);
	if (!sentence) return m.deliverability_found_other({ about, code }, options);
	return sentence({ about, count, detail, until: until ? day(until, reader) : '' }, options);
}

function sentenceOf({ code, about = '', count, until }: FindingFacts): Sentence | undefined {
	if (code === 'dmarc-policy') return POLICIES[about];
	if (code === 'mx-receives' && count === 1) return m.deliverability_found_mx_receives_one;
	if (code === 'tls-version' && !until) return m.deliverability_found_tls_version_bare;
	return FINDINGS[code];
}

/** True for a finding that has a sentence of its own. */
export function isFinding(code: string): boolean {
	return code === 'tls-wrong' || code === 'dmarc-policy' || Object.hasOwn(FINDINGS, code);
}

type Plain = (words: Record<never, never>, options: { locale: Language }) => string;

const CHECKS: Readonly<Record<string, Plain>> = {
	spf: m.deliverability_check_spf,
	dkim: m.deliverability_check_dkim,
	dmarc: m.deliverability_check_dmarc,
	mx: m.deliverability_check_mx,
	reverse: m.deliverability_check_reverse,
	tls: m.deliverability_check_tls,
};

/** The name of one of the six checks; one of another release goes by its key. */
export function recordCheckName(check: string, language: Language): string {
	return CHECKS[check]?.({}, { locale: language }) ?? check;
}

/** Some of them, one after the other. */
export function recordCheckNames(checks: readonly string[], language: Language): string {
	const names = checks.map((check) => recordCheckName(check, language));
	return new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
}

type Path = (words: { domain: string }, options: { locale: Language }) => string;

const ZONES: Readonly<Record<string, Path>> = {
	ovh: m.deliverability_zone_ovh,
	gandi: m.deliverability_zone_gandi,
	ionos: m.deliverability_zone_ionos,
	infomaniak: m.deliverability_zone_infomaniak,
	cloudflare: m.deliverability_zone_cloudflare,
	godaddy: m.deliverability_zone_godaddy,
	hostinger: m.deliverability_zone_hostinger,
	o2switch: m.deliverability_zone_o2switch,
	lws: m.deliverability_zone_lws,
	azure: m.deliverability_zone_azure,
	route53: m.deliverability_zone_route53,
	squarespace: m.deliverability_zone_squarespace,
	demonstration: m.deliverability_zone_demonstration,
};

/** Where a domain's records are published, as its host's console names the places. */
export function whereToPublish(
	{
		domain,
		zoneHost,
		nameServers,
	}: { domain: string; zoneHost: string | undefined; nameServers: readonly string[] },
	language: Language,
): string {
	const options = { locale: language };
	const path = zoneHost && ZONES[zoneHost]?.({ domain }, options);
	if (path) return m.deliverability_where({ path }, options);
	const servers = nameServers.slice(0, 2).join(', ');
	return servers
		? m.deliverability_where_other({ servers }, options)
		: m.deliverability_where_unknown({}, options);
}

const CONSOLES: Readonly<Record<string, Plain>> = {
	microsoft: m.deliverability_console_microsoft,
	google: m.deliverability_console_google,
};

/** Where a provider shows a value that is each customer's own. */
export function whereItIsShown({ key, name }: { key: string; name: string }, language: Language): string {
	const options = { locale: language };
	const provider =
		CONSOLES[key]?.({}, options) ?? m.deliverability_console_other({ provider: name }, options);
	return m.deliverability_value_at({ provider }, options);
}

type Line = (
	words: { address: string; count: number; checks: string },
	options: { locale: Language },
) => string;

const LINES: Readonly<Record<string, Line>> = {
	begun: m.deliverability_event_begun,
	right: m.deliverability_event_right,
	'needs-mail': m.deliverability_event_needs_mail,
	'nothing-to-publish': m.deliverability_event_nothing_to_publish,
	'to-publish': m.deliverability_event_to_publish,
	silent: m.deliverability_event_silent,
	answers: m.deliverability_event_answers,
	'proof-asked': m.deliverability_event_proof_asked,
	'proof-refused': m.deliverability_event_proof_refused,
	proven: m.deliverability_event_proven,
	unproven: m.deliverability_event_unproven,
};

/** A line of the history of a domain; one of another release stands for itself. */
export function domainLine(
	kind: string,
	data: Readonly<Record<string, string | number | boolean>>,
	language: Language,
): string {
	const count = Number(data.count ?? 0);
	const checks = recordCheckNames(
		String(data.checks ?? '')
			.split(' ')
			.filter(Boolean),
		language,
	);
	const words = { address: String(data.address ?? ''), count, checks };
	const options = { locale: language };
	if (kind === 'to-publish' && count === 1) return m.deliverability_event_to_publish_one(words, options);
	if (kind === 'proven' && data.inJunk) return m.deliverability_event_proven_junk(words, options);
	return LINES[kind]?.(words, options) ?? kind;
}
