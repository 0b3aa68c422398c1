import type { Refused } from './sign-in-answer.ts';
import type { Returned } from './sign-in-pages.ts';

/** A code is longer than any vendor writes it, a state than ours. */
const LONGEST_CODE = 8_192;
const LONGEST_STATE = 512;

/**
 * Reads the query that a provider's page sent a person back with (RFC 6749, 4.1.2). What is not made of visible characters,
 * or too long, is read as nothing at all.
 *
 * @param refusalOf What the vendor's error means.
 */
export function readReturn(query: URLSearchParams, refusalOf: (query: URLSearchParams) => Refused): Returned {
	const state = visible(query.get('state'), LONGEST_STATE);
	if (state === undefined) return { kind: 'unreadable' };
	if (query.has('error')) return { ...refusalOf(query), state };
	const code = visible(query.get('code'), LONGEST_CODE);
	if (code !== undefined) return { kind: 'code', state, code };
	const tenant = visible(query.get('tenant'), LONGEST_STATE);
	if (query.get('admin_consent')?.toLowerCase() === 'true' && tenant !== undefined)
		return { kind: 'administrator-consented', state, tenant };
	return { kind: 'unreadable' };
}

function visible(text: string | null, longest: number): string | undefined {
	return text !== null && text.length <= longest && isVisible(text) ? text : undefined;
}

/** RFC 6749, appendix A: visible characters. Anything else would break out of a login's line. */
export function isVisible(text: string): boolean {
	return /^[\x20-\x7e]+$/.test(text);
}
