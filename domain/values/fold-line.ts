const LINE_BREAK = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/**
 * What was typed or pasted as one line: control characters and line breaks become a space, NUL goes (no database text may
 * hold it), half a surrogate pair becomes U+FFFD (no JSON of a database may hold it), and spaces around go. Screens show
 * stored texts through it, so that a field holds what its input can hold.
 */
export function foldLine(text: string): string {
	return text
		.toWellFormed()
		.replaceAll('\0', '')
		.replace(/[\s\p{Cc}]+/gu, (gap) => (LINE_BREAK.test(gap) ? ' ' : gap))
		.trim();
}
