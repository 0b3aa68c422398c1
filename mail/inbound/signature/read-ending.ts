import { ownLines } from '../new-text/own-lines.ts';
import { parseMail } from '../parse-mail.ts';
import { boundedLines, textOfHtml } from '../visible-text.ts';

/** In which a signature and its fine print have their place. */
const LAST_LINES = 40;

/**
 * The last lines that the writer of a mail wrote, signature included: nothing of what is quoted or passed on, nothing that a
 * program added, no picture and no address behind a link.
 *
 * @param source A mail of at most 1 MB.
 * @throws UnreadableMail
 */
export async function readEnding(source: Buffer): Promise<string[]> {
	const { text, html } = await parseMail(source);
	return endingOf(text, html ? textOfHtml(html) : '');
}

/**
 * The same of a mail's texts.
 *
 * @param text Its plain text, or what was made from its HTML.
 * @param structured What was made from its HTML, which may show by its structure what is quoted; empty where it has none.
 */
export function endingOf(text: string, structured: string): string[] {
	const own = (from: string) => ownLines(boundedLines(from), [], { withSignature: true });
	const shown = /^>/m.test(structured) ? own(structured) : [];
	const lines = shown.some((line) => line.trim() !== '') ? shown : own(text);
	return lines
		.map(bare)
		.filter((line) => line !== '')
		.slice(-LAST_LINES);
}

/** A line without what programs write of pictures, links and bold letters into plain text. */
function bare(line: string): string {
	return line
		.replace(/<(?:https?:|mailto:|tel:)[^<>]*>/gi, ' ')
		.replace(/\[(?:cid|image|logo|photo)\b[^[\]]*\]/gi, ' ')
		.replace(/\*([^*]+)\*/g, '$1')
		.replace(/\s+/g, ' ')
		.trim();
}
