/** `{{name|fallback}}` as texts are stored, and the elements that stand for it in the editor and on a page. */
import { needsFallback } from '#domain/writing/variables.ts';
import { variableWord } from './variable-words.ts';

const USE = /\{\{\s*([\p{L}\p{N}._-]+)\s*(?:\|([^{}]*))?\}\}/gu;
const ELEMENT = /<span data-variable="([^"]*)" data-fallback="([^"]*)"><\/span>/g;

/** Writes a use of a variable; what could end it early is taken out of the fallback. */
export function writeVariable(name: string, fallback: string): string {
	const safe = fallback.replace(/[{}|]/g, '').trim();
	return safe ? `{{${name}|${safe}}}` : `{{${name}}}`;
}

/** Stored HTML for the editor: each use becomes an empty element with its parts. */
export function toElements(html: string): string {
	return inText(html, (name, fallback) => {
		const quoted = fallback.trim().replaceAll('"', '&quot;');
		return `<span data-variable="${name}" data-fallback="${quoted}"></span>`;
	});
}

/** HTML of the editor as it is stored. */
export function fromElements(html: string): string {
	return html.replace(ELEMENT, (_, name: string, fallback: string) =>
		writeVariable(name, fallback.replaceAll('<', '&lt;').replaceAll('>', '&gt;')),
	);
}

/** Stored HTML to be read: each use as a chip. Also serves a plain text that was escaped before. */
export function toChips(html: string, noFallback: string): string {
	return inText(html, (name, fallback) => {
		const said = fallback.trim() || (needsFallback(name) ? noFallback : '');
		const second = said ? `<span>${said}</span>` : '';
		return `<span class="${chipClass(said)}"><span>${variableWord(name)}</span>${second}</span>`;
	});
}

/** A chip is one piece; with a long fallback it may break, or it would be wider than its column. */
export function chipClass(fallback: string): string {
	return fallback.length > 32 ? 'variable long' : 'variable';
}

/** The text of stored HTML, for a line that names a step. */
export function firstWords(html: string): string {
	return html
		.replace(USE, (_, name: string) => (name === 'salutation' ? '' : variableWord(name)))
		.replace(/<[^<>]*>/g, ' ')
		.replaceAll('&nbsp;', ' ')
		.replaceAll('&amp;', '&')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, 80);
}

/** False for a text that greets and says nothing. */
export function hasWords(html: string): boolean {
	return (
		html
			.replace(/<[^<>]*>|&nbsp;/g, '')
			.replace('{{salutation}}', '')
			.trim() !== ''
	);
}

/** Uses that stand in text, not those in an attribute such as the address of a link. */
function inText(html: string, write: (name: string, fallback: string) => string): string {
	return html
		.split(/(<[^<>]*>)/)
		.map((part, index) =>
			index % 2 === 1 ? part : part.replace(USE, (_, name: string, fallback = '') => write(name, fallback)),
		)
		.join('');
}
