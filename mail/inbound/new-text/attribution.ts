import { plainWords } from '../plain-words.ts';
import {
	BETWEEN_DASHES,
	BEGINS_ATTRIBUTION,
	DIVIDER,
	ENDS_ATTRIBUTION,
	FIELD_LABELS,
	HOLDS_ATTRIBUTION,
	NAMES_OLD_MAIL,
} from './quotation-words.ts';

/** Lines that introduce a quotation: where they end, and whether they alone prove that one follows. */
export interface Introduction {
	/** The first line behind them. */
	readonly end: number;
	/** A divider, a block of fields, a line with a date. Else only marked lines behind it are a quotation. */
	readonly isSure: boolean;
}

const LINES_OF_ATTRIBUTION = 4;
const LINES_OF_BLOCK = 12;
const ATTRIBUTION_AT_MOST = 400;
/** What somebody wrote to the writer is told, not quoted by a program. */
const TOLD = /(?:m'|t'|nous |vous |lui |leur )a ecrit\b|\bwrote (?:to )?(?:me|us)\b|\b(?:mir|uns) schrieb\b/;
/** The end of an introduction with an address in it, and words of the quotation behind it. */
const FOLLOWED =
	/@[^\s<>@]{1,200}[>)] ?(?:(?:a ecrit|wrote|schrieb|schreef|escribio|ha scritto|escreveu) ?)?:(?= ?\S)/;
type Field = keyof typeof FIELD_LABELS;
const FIELD_OF = new Map(
	Object.entries(FIELD_LABELS).flatMap(([field, labels]) => labels.map((label) => [label, field as Field])),
);

/** Reads what introduces a quotation at a line: « Le … a écrit : », a block of fields, a divider. */
export function introductionAt(lines: readonly string[], at: number): Introduction | undefined {
	const words = bareWords(lines[at]!);
	if (words === '') return undefined;
	const isDivider = DIVIDER.test(words) || (BETWEEN_DASHES.test(words) && NAMES_OLD_MAIL.test(words));
	if (isDivider) return { end: at + 1, isSure: true };
	return blockAt(lines, at) ?? attributionAt(lines, at);
}

function blockAt(lines: readonly string[], at: number): Introduction | undefined {
	const first = fieldsIn(lines[at]!);
	if (first.length === 0) return undefined;
	const found = new Set<Field>(first);
	let end = at + 1;
	for (let next = at + 1; next < lines.length && next < at + LINES_OF_BLOCK; next++) {
		const fields = fieldsIn(lines[next]!);
		// A long field goes on in the next line; an empty line may stand between two.
		if (fields.length === 0 && next > end + 1) break;
		// A line of the answer that looks like a field stands apart from the block below it.
		if (!found.has('from') && next > end) break;
		for (const field of fields) found.add(field);
		if (fields.length > 0) end = next + 1;
	}
	const isAddressed = lines.slice(at, end).some((line) => line.includes('@'));
	// « De : Paris, À : Lyon, Date : … », « De : 14 h, À : 15 h, Objet : … » are the writer's own.
	const isComplete = found.has('subject') && found.has('sent');
	const isBlock =
		found.has('from') &&
		found.size >= 3 &&
		(isComplete || (isAddressed && (found.has('sent') || found.has('subject'))));
	return isBlock ? { end, isSure: true } : undefined;
}

/** The fields that a line names: one at its start, or all of them where a program wrote them in one line. */
function fieldsIn(line: string): Field[] {
	const words = bareWords(line).slice(0, ATTRIBUTION_AT_MOST);
	const first = /^([a-z][a-z' -]{0,16}?)[ *]{0,3}:/.exec(words)?.[1]?.trim();
	const field = first && FIELD_OF.get(first);
	if (!field) return [];
	const others = [...words.matchAll(/ \*{0,2}([a-z]{1,12})\*{0,2} ?:\*{0,2} /g)].flatMap(
		([, label]) => FIELD_OF.get(label!) ?? [],
	);
	return [field, ...others];
}

function attributionAt(lines: readonly string[], at: number): Introduction | undefined {
	let words = '';
	for (let next = at; next < lines.length && next < at + LINES_OF_ATTRIBUTION; next++) {
		const line = upToWhatFollows(bareWords(lines[next]!));
		// A wrapped line goes on at once, and outside of what is marked.
		if (line === '' || line.startsWith('>')) return undefined;
		// The answer's last line may stand right above it.
		if (next > at && BEGINS_ATTRIBUTION.test(line)) return undefined;
		words = words === '' ? line : `${words} ${line}`;
		if (next > at && !BEGINS_ATTRIBUTION.test(words) && !words.includes('@')) return undefined;
		if (words.length > ATTRIBUTION_AT_MOST) return undefined;
		if (!/[:：]$/.test(words)) continue;
		const isNamed = (ENDS_ATTRIBUTION.test(words) || HOLDS_ATTRIBUTION.test(words)) && !TOLD.test(words);
		const isDated = /\d{1,2}[:h.]\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2}|\b\d{4}\b/.test(words);
		const isAddressed = /[<(]? ?[^\s<>@]{1,64}@[^\s<>@]{3,200}/.test(words);
		if (isNamed && isDated && (BEGINS_ATTRIBUTION.test(words) || isAddressed))
			return { end: next + 1, isSure: true };
		if (isNamed || (isDated && isAddressed)) return { end: next + 1, isSure: false };
		return undefined;
	}
	return undefined;
}

/** Yahoo's programs let the quotation begin in the line that introduces it: « … <camille@…> a écrit :   Bonjour ». */
function upToWhatFollows(line: string): string {
	const end = FOLLOWED.exec(line);
	return end && BEGINS_ATTRIBUTION.test(line) ? line.slice(0, end.index + end[0].length) : line;
}

/** A line without marks of bold text or of a quotation's frame, to compare. */
export function bareWords(line: string): string {
	return plainWords(line.slice(0, ATTRIBUTION_AT_MOST * 2))
		.trim()
		.replace(/^\*{1,3} ?/, '')
		.replace(/(?<!\*)\*{1,3}$/, '')
		.trim();
}
