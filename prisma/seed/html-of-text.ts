const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Turns lines into line breaks and web addresses into links, as a person would have typed them in the editor. */
const inline = (text: string) =>
	escaped(text)
		.replace(/https?:\/\/[^\s<]+/g, (address) => `<a href="${address}">${address}</a>`)
		.replace(/\n/g, '<br>');

/** A plain text, paragraphs apart by an empty line, as the HTML that the editor keeps. Variables stay as they are. */
export function htmlOfText(text: string): string {
	return text
		.split(/\n{2,}/)
		.map((paragraph) => `<p>${inline(paragraph)}</p>`)
		.join('');
}

/** A signature: one paragraph, a line each; nothing without one. */
export function htmlOfSignature(lines: readonly string[]): string {
	return lines.length === 0 ? '' : `<p>${lines.map(inline).join('<br>')}</p>`;
}
