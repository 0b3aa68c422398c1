import { DELIMITER } from '../new-text/own-lines.ts';
import { plainWords } from '../plain-words.ts';
import { CLOSING, CLOSING_AT_MOST, FINE_PRINT, FINE_PRINT_WITHIN, LONG_LINE } from './ending-words.ts';

/** Words of a line among which a name stands that opens a signature, and words that such a line has at most. */
const NAME_WITHIN = 4;
const OPENING_AT_MOST = 8;

/** What a signature may be (`signatureLimits`). */
export interface SignatureBounds {
	readonly lines: number;
	readonly characters: number;
	/** Mails that end alike. */
	readonly alike: number;
}

interface Found {
	readonly lines: readonly string[];
	mails: number;
}

/**
 * The signature that some mails of one person end with (C1-17): what follows `-- `, or what begins with her name below the
 * last word of farewell, without the fine print under it. It must be the same in some mails and hold her name, so that no
 * words of anybody else are taken for hers; one that is a name alone says nothing.
 *
 * @param endings How each mail ends (`readEnding`), the latest first, to different people.
 * @param lastName Hers.
 * @returns its lines; undefined where they end differently. Of several, that of the latest mail, as long as it can be.
 */
export function commonSignature(
	endings: readonly (readonly string[])[],
	lastName: string,
	bounds: SignatureBounds,
): readonly string[] | undefined {
	const name = wordsOf(lastName);
	if (name.trim() === '') return undefined;
	const found = new Map<string, Found>();
	for (const ending of endings) {
		const ofMail = new Map(
			candidates(ending, name, bounds).map((lines) => [plainWords(lines.join('\n')), lines]),
		);
		for (const [key, lines] of ofMail) {
			const same = found.get(key);
			if (same) same.mails += 1;
			else found.set(key, { lines, mails: 1 });
		}
	}
	// In the order in which they were met: the latest mail first, its longest first.
	return [...found.values()].find(({ mails }) => mails >= bounds.alike)?.lines;
}

/** What may be the signature of a mail, the longest first. */
function candidates(ending: readonly string[], name: string, bounds: SignatureBounds): (readonly string[])[] {
	const lines = withoutFinePrint(ending);
	const delimited = lines.flatMap((line, at) => (DELIMITER.test(line) ? [lines.slice(at + 1)] : []));
	const found =
		delimited.length > 0
			? delimited.filter((some) => wordsOf(some.join(' ')).includes(name))
			: belowFarewell(lines, name);
	return found.map((some) => some.filter((line) => !isRule(line))).filter((some) => isFit(some, bounds));
}

function belowFarewell(lines: readonly string[], name: string): (readonly string[])[] {
	const openings = lines.flatMap((line, at) => (opensWith(line, name) ? [at] : []));
	const last = openings.at(-1);
	if (last === undefined) return [];
	const farewell = lines.slice(0, last).findLastIndex(isFarewell);
	return openings.filter((at) => at > farewell).map((at) => lines.slice(at));
}

function withoutFinePrint(ending: readonly string[]): readonly string[] {
	const at = ending.findIndex((line) => {
		const words = plainWords(line).replace(/^\W+/, '');
		return FINE_PRINT.test(words) || (line.length >= LONG_LINE && FINE_PRINT_WITHIN.test(words));
	});
	const lines = at < 0 ? [...ending] : ending.slice(0, at);
	while (lines.length > 0 && isRule(lines.at(-1)!)) lines.pop();
	return lines;
}

function isFit(lines: readonly string[], { lines: most, characters }: SignatureBounds): boolean {
	return lines.length >= 2 && lines.length <= most && lines.join('\n').length <= characters;
}

function opensWith(line: string, name: string): boolean {
	if (line.includes('@') || /[.?!;:,]$/.test(line)) return false;
	const words = wordsOf(line).trim().split(' ');
	return words.length <= OPENING_AT_MOST && ` ${words.slice(0, NAME_WITHIN).join(' ')} `.includes(name);
}

const isFarewell = (line: string) => line.length <= CLOSING_AT_MOST && CLOSING.test(plainWords(line));
const isRule = (line: string) => /^[\s\p{P}\p{S}]*$/u.test(line);
/** Its words alone, each between spaces. */
const wordsOf = (text: string) =>
	` ${plainWords(text)
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim()} `;
