const SHOWN_AT_MOST = 400;

/**
 * A text of somebody's zone as it may be stored and shown: at most 400 characters, what is not printable ASCII replaced, so
 * that no control or direction character reaches a screen, a row or a log.
 */
export function shownText(text: string, atMost = SHOWN_AT_MOST): string {
	const printable = text.slice(0, atMost).replace(/[^\x20-\x7e]/g, '\u{fffd}');
	return text.length > atMost ? `${printable}…` : printable;
}
