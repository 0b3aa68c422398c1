/**
 * Paragraphs of plain text as a mail shows them: nothing in them is markup.
 *
 * @param link the one address of a page that can be followed; another one, as in a person's name, stays text.
 */
export function htmlOfText(paragraphs: readonly string[], link: string | undefined): string {
	return paragraphs.map((paragraph) => `<p>${linked(paragraph, link)}</p>`).join('\n');
}

function linked(text: string, link: string | undefined): string {
	if (link === undefined) return escaped(text);
	const anchor = `<a href="${escaped(link)}">${escaped(link)}</a>`;
	return text.split(link).map(escaped).join(anchor);
}

function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
