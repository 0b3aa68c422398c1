/** Sentences beside the fields of a form, from the codes its schema gave. */
import { parseSiren } from '#domain/companies/siren.ts';
import { m } from '#texts/generated/messages.js';
import type { ShownFailure } from './trpc/client.ts';

const SENTENCES: Record<string, () => string> = {
	siren: m.field_error_siren,
	domain: m.field_error_domain,
	address: m.field_error_address,
	'name-or-address': m.field_error_name_or_address,
	'time-zone': m.field_error_time_zone,
	'web-page': m.field_error_web_page,
	linkedin: m.field_error_linkedin,
	too_small: m.field_error_too_small,
};

/** The sentence for a field, or for anything under it (`domains` for `domains.0`); null where it is fine. */
export function fieldError(failure: ShownFailure | null | undefined, field: string): string | null {
	const found = Object.entries(failure?.fields ?? {}).find(
		([path]) => path === field || path.startsWith(`${field}.`),
	);
	const code = found?.[1][0];
	return code ? (SENTENCES[code] ?? m.field_error_other)() : null;
}

/** What can be said of a text when its field is left, before anything is saved; the server asks more. */
const CHECKS = {
	siren: (text: string) => parseSiren(text) !== undefined,
	address: (text: string) => /^[^\s@]+@[^\s@.][^\s@]*\.[^\s@.]+$/.test(text),
	domain: (text: string) => /^[^\s@.][^\s@]*\.[^\s@.]+$/.test(text),
};

/** The sentence beside a field that was left with a fault in it; null where it is fine, or empty. Lists have commas. */
export function leftFieldError(kind: keyof typeof CHECKS, text: string): string | null {
	const parts = kind === 'siren' ? [text.trim()] : text.split(/[\s,;]+/);
	return parts.filter(Boolean).every(CHECKS[kind]) ? null : SENTENCES[kind]!();
}
