/**
 * Text as PostgreSQL takes it: no NUL, no lone surrogate, no C0 control but tab and line feed, line ends as `\n`. What
 * was wrong becomes U+FFFD or vanishes; a cut never leaves half a character.
 *
 * @param atMost Length in UTF-16 units.
 */
export function storableText(text: string, atMost: number): string {
	return text
		.slice(0, atMost)
		.toWellFormed()
		.replace(/\r\n?/g, '\n')
		.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');
}

/** One line of it, spaces collapsed, for subjects and names. Marks that turn the direction of writing vanish. */
export function storableLine(text: string, atMost: number): string {
	return storableText(text, atMost * 4)
		.replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff]/g, '')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, atMost)
		.toWellFormed();
}
