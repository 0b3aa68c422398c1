import { compile } from 'html-to-text';

/** Compiled once: what it takes to make one is several times what a mail takes. */
const toText = compile({
	wordwrap: false,
	preserveNewlines: false,
	limits: { maxInputLength: 1_000_000, maxDepth: 60, maxChildNodes: 5_000, ellipsis: '…' },
	selectors: [
		{ selector: 'img', format: 'skip' },
		{ selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'] } },
		...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
			selector,
			options: { uppercase: false },
		})),
	],
});

/**
 * The plain-text version of a mail of ours: paragraphs and lists stay, a link shows its address unless that
 * is what it says, pictures vanish. Never more than 1 MB is looked at.
 */
export function plainTextOf(html: string): string {
	return toText(html).trim();
}
