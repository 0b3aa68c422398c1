import EmailReplyParser from 'email-reply-parser';
import { convert } from 'html-to-text';
import { boundedHtml } from './bounded-html.ts';

const CHARACTERS_AT_MOST = 64 * 1024;
const LINE_AT_MOST = 1_000;
const LINES_AT_MOST = 2_000;

/** What stands above a quoted mail in programs that the library does not know. */
const DIVIDERS = [
	/^-{2,}\s*(Message (d['’]origine|original|initial|transf[ée]r[ée])|Original Message|Forwarded message)\s*-{2,}/i,
	/^_{10,}$/,
	/^(De|From)\s*:\s.{0,300}$/i,
];
/** A header line that must follow « De : » for it to be a quotation and not a sentence. */
const NEXT_OF_BLOCK = /^(Envoyé|Sent|Date|À|A|To|Objet|Subject)[\s*]{0,3}(le[\s*]{0,3})?:/i;

/**
 * What the writer wrote now: quotation and signature left out (docs/design/reply-detection.md#new-text). Only the first
 * 64 KB are looked at, in lines of at most 1,000 characters: the library's patterns are quadratic in a line's length.
 *
 * @param text Plain text with `\n` line ends.
 */
export function visibleTextOf(text: string): string {
	const lines = text
		.slice(0, CHARACTERS_AT_MOST)
		.split('\n', LINES_AT_MOST)
		.map((line) => line.slice(0, LINE_AT_MOST));
	const own = lines.slice(0, endOfOwn(lines)).join('\n');
	return new EmailReplyParser().parseReply(own).trim();
}

/** Where the first quotation begins that stands below the writer's own words. */
function endOfOwn(lines: readonly string[]): number {
	const found = lines.findIndex((line, index) => {
		const plain = withoutStars(line.trim());
		if (DIVIDERS[0]!.test(plain) || DIVIDERS[1]!.test(plain)) return true;
		return (
			DIVIDERS[2]!.test(plain) &&
			lines.slice(index + 1, index + 4).some((next) => NEXT_OF_BLOCK.test(withoutStars(next.trim())))
		);
	});
	return found < 0 ? lines.length : found;
}

/** Bold in plain text: « *De :* ». */
const withoutStars = (line: string) =>
	line
		.replace(/^\*+/, '')
		.replace(/(?<!\*)\*+$/, '')
		.trim();

/** The text of an HTML mail, pictures and addresses of links left out, quotations marked with `> `. */
export function textOfHtml(html: string): string {
	return convert(boundedHtml(html), {
		wordwrap: false,
		limits: { maxDepth: 60, maxChildNodes: 5_000, ellipsis: '…' },
		selectors: [
			{ selector: 'img', format: 'skip' },
			{ selector: 'a', options: { ignoreHref: true } },
			{ selector: 'blockquote', format: 'blockquote' },
			...['.gmail_quote', '.yahoo_quoted', '#divRplyFwdMsg', '#appendonsend', '.moz-cite-prefix'].map(
				(selector) => ({
					selector,
					format: 'blockquote',
				}),
			),
			...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
				selector,
				options: { uppercase: false },
			})),
		],
	});
}
