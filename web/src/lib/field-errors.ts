/** Sentences beside the fields of a form, from the codes its schema gave. */
import { m } from '#texts/generated/messages.js';
import type { ShownFailure } from './trpc/client.ts';

const SENTENCES: Record<string, () => string> = {
	siren: m.field_error_siren,
	domain: m.field_error_domain,
	address: m.field_error_address,
	'name-or-address': m.field_error_name_or_address,
	'time-zone': m.field_error_time_zone,
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
