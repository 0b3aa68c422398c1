import { plainWords } from '../plain-words.ts';
import { bareWords, introductionAt } from './attribution.ts';
import { PROGRAM_LINE } from './quotation-words.ts';

/** What stands above a signature (RFC 3676, 4.3); programs drop its space. */
export const DELIMITER = /^--[ \u00a0]?$/;
const isMarked = (line: string) => /^\s{0,8}>/.test(line);
const isEmpty = (line: string) => line.trim() === '';

/**
 * The lines that the writer wrote now: not what is quoted, nor what introduces it, nor a signature behind `-- `, nor what
 * the program added. An answer under a quotation or between its lines stays, where the quotation is marked (`>`).
 *
 * @param ours Lines that we put under our mails ourselves.
 * @param how.withSignature what stands behind `-- ` stays, and that line too.
 */
export function ownLines(
	lines: readonly string[],
	ours: readonly string[],
	how: { readonly withSignature?: boolean } = {},
): string[] {
	const own: string[] = [];
	const footers = ours.map(compared).filter(Boolean);
	let inSignature = false;
	for (let at = 0; at < lines.length; at++) {
		const line = lines[at]!;
		if (isMarked(line)) {
			inSignature = false;
			continue;
		}
		const introduction = introductionAt(lines, at);
		if (introduction) {
			const next = lines.findIndex((one, index) => index >= introduction.end && !isEmpty(one));
			const isMarkedBelow = next >= 0 && isMarked(lines[next]!);
			if (introduction.isSure && !isMarkedBelow) break;
			if (isMarkedBelow) {
				at = next - 1;
				continue;
			}
		}
		if (!how.withSignature && DELIMITER.test(line)) inSignature = true;
		if (inSignature || PROGRAM_LINE.test(bareWords(line))) continue;
		const footer = footers.length > 0 ? linesOfFooter(lines, at, footers) : 0;
		if (footer > 0) at += footer - 1;
		else own.push(line);
	}
	return own;
}

/** How many lines from here on are ours: the words, wrapped or not, and the link behind them. */
function linesOfFooter(lines: readonly string[], at: number, footers: readonly string[]): number {
	for (let count = 1; count <= 3 && at + count <= lines.length; count++) {
		const words = compared(lines.slice(at, at + count).join(' '));
		if (!footers.some((line) => words.includes(line))) continue;
		// Words of somebody else in the first line stay: ours begin in a later one.
		if (count > 1 && !footers.some((line) => words.startsWith(line))) return 0;
		return /^\s*<?https?:\/\/\S{1,500}$/.test(lines[at + count] ?? '') ? count + 1 : count;
	}
	return 0;
}

const compared = (text: string) =>
	plainWords(text)
		.replace(/[\s*]+/g, ' ')
		.trim();
