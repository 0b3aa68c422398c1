/** The part of mailauth that reads the terms of an SPF record; its version is pinned and it has no types of its own. */
declare module 'mailauth/lib/spf/syntax.js' {
	/**
	 * Checks terms against RFC 7208, 4.6.
	 *
	 * @returns What is wrong with the first that is; false where none is.
	 */
	export function validateTerms(terms: readonly string[]): string | false;
}
