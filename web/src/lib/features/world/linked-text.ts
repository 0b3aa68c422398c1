/** A piece of a plain text: words, or an address to open. */
export interface TextPiece {
	text: string;
	href?: string;
}

/** Splits a plain text at its web addresses, so that a page may link them. */
export function linkedText(text: string): TextPiece[] {
	return text.split(/(https?:\/\/[^\s<>"]+)/).flatMap((piece, index) => {
		if (index % 2 === 0) return piece ? [{ text: piece }] : [];
		// A full stop at its end belongs to the sentence.
		const href = piece.replace(/(?<![.,;:!?)])[.,;:!?)]+$/, '');
		const rest = piece.slice(href.length);
		return [{ text: href, href }, ...(rest ? [{ text: rest }] : [])];
	});
}
