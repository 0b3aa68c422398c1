import { ARTICLES, MONTHS, MONTH_LINKS, NO_DAY_AFTER, ORDINALS, ORDINAL_ENDS } from './calendar-words.ts';
import type { DayWords, Read } from './day-words.ts';
import type { Sentence } from './notice-tokens.ts';

/** ISO dates, dates in digits, « 7 décembre », "December 7th, 2026", « le 2 ». */
export function readDate(tokens: Sentence, at: number, behindWeekday = false): Read<DayWords> | undefined {
	return (
		readDigits(tokens, at) ??
		readNamed(tokens, at) ??
		readMonthFirst(tokens, at) ??
		readAlone(tokens, at, behindWeekday)
	);
}

function readDigits(tokens: Sentence, at: number): Read<DayWords> | undefined {
	const [first, sign, second] = [tokens[at], tokens[at + 1], tokens[at + 2]];
	if (first?.number === undefined || second?.number === undefined) return undefined;
	if (!sign?.glued || !second.glued || !/^[/.-]$/.test(sign.word)) return undefined;
	// 02.61.91.40.20, 1.12.3.
	const before = tokens[at - 1];
	if (first.glued && before?.word === sign.word && tokens[at - 2]?.number !== undefined) return undefined;
	const [again, third] = [tokens[at + 3], tokens[at + 4]];
	const hasThird = again?.glued && again.word === sign.word && third?.glued && third.number !== undefined;
	const chained =
		tokens[at + 5]?.word === sign.word && tokens[at + 6]?.number !== undefined && tokens[at + 6]!.glued;
	if (hasThird && chained && sign.word !== '-') return undefined;
	if (/^20\d\d$/.test(first.word)) {
		if (!hasThird || third.word.length > 2) return undefined;
		return {
			what: { kind: 'day', year: first.number, month: second.number, day: third.number! },
			next: at + 5,
		};
	}
	if (first.word.length > 2 || second.word.length > 2 || first.number < 1 || second.number < 1)
		return undefined;
	if (hasThird && /^(?:20)?\d\d$/.test(third.word)) {
		const year = third.number! < 100 ? 2000 + third.number! : third.number!;
		return { what: { kind: 'digits', numbers: [first.number, second.number], year }, next: at + 5 };
	}
	// "23-27 Nov" is a range, "24/7" a promise, 9-12 hours.
	if (sign.word === '-' || (first.number === 24 && second.number === 7)) return undefined;
	let next = at + 3;
	if (tokens[next]?.word === '.' && tokens[next]!.glued) next++;
	if (NO_DAY_AFTER.has(tokens[next]?.word ?? '')) return undefined;
	return { what: { kind: 'digits', numbers: [first.number, second.number] }, next };
}

function readNamed(tokens: Sentence, at: number): Read<DayWords> | undefined {
	const day = dayNumberAt(tokens, at) ?? (ORDINALS.get(tokens[at]?.word ?? '') === 1 ? 1 : undefined);
	if (day === undefined) return undefined;
	let place = behindOrdinal(tokens, at + 1);
	while (
		place < at + 5 &&
		(MONTH_LINKS.has(tokens[place]?.word ?? '') || /^[-.]$/.test(tokens[place]?.word ?? ''))
	)
		place++;
	const month = MONTHS.get(tokens[place]?.word ?? '');
	if (month === undefined) return undefined;
	let { year, next } = yearBehind(tokens, place + 1);
	if (
		year === undefined &&
		tokens[place + 1]?.word === '-' &&
		/^20\d\d$/.test(tokens[place + 2]?.word ?? '')
	) {
		year = tokens[place + 2]!.number;
		next = place + 3;
	}
	return { what: { kind: 'day', day, month, ...(year === undefined ? {} : { year }) }, next };
}

function readMonthFirst(tokens: Sentence, at: number): Read<DayWords> | undefined {
	const month = MONTHS.get(tokens[at]?.word ?? '');
	if (month === undefined) return undefined;
	let place = at + 1;
	if (tokens[place]?.word === '.') place++;
	if (tokens[place]?.word === 'the') place++;
	const day = dayNumberAt(tokens, place);
	if (day === undefined) return undefined;
	const behind = behindOrdinal(tokens, place + 1);
	if (NO_DAY_AFTER.has(tokens[behind]?.word ?? '')) return undefined;
	const { year, next } = yearBehind(tokens, behind);
	return { what: { kind: 'day', day, month, ...(year === undefined ? {} : { year }) }, next };
}

/** A day by its number alone, where an article, a weekday or its ending shows that it is one. */
export function readAlone(tokens: Sentence, at: number, behindWeekday = false): Read<DayWords> | undefined {
	const day = dayNumberAt(tokens, at);
	if (day === undefined || tokens[at]!.word.startsWith('0')) return undefined;
	const next = behindOrdinal(tokens, at + 1);
	const isOrdinal = next > at + 1 && tokens[at + 1]!.word !== '.';
	if (!behindWeekday && !isOrdinal && !ARTICLES.has(tokens[at - 1]?.word ?? '')) return undefined;
	const behind = tokens[next];
	if (behind && (behind.number !== undefined || NO_DAY_AFTER.has(behind.word))) return undefined;
	if (
		behind &&
		/^[/.,-]$/.test(behind.word) &&
		behind.glued &&
		tokens[next + 1]?.number !== undefined &&
		tokens[next + 1]!.glued
	)
		return undefined;
	if (behind?.glued && /^\p{L}/u.test(behind.word)) return undefined;
	return { what: { kind: 'day', day }, next };
}

/** A number of one or two digits that may be a day of a month. */
export function dayNumberAt(tokens: Sentence, at: number): number | undefined {
	const token = tokens[at];
	if (token?.number === undefined || token.word.length > 2) return undefined;
	return token.number >= 1 && token.number <= 31 ? token.number : undefined;
}

/** The place behind a day number's ending: 1er, 8th, 7. */
export function behindOrdinal(tokens: Sentence, at: number): number {
	const token = tokens[at];
	return token?.glued && ORDINAL_ENDS.has(token.word) ? at + 1 : at;
}

/** A year behind a month or a day, and the place behind both. */
export function yearBehind(tokens: Sentence, at: number): { year?: number; next: number } {
	let place = at;
	if (tokens[place]?.word === '.') place++;
	if (tokens[place]?.word === ',' || MONTH_LINKS.has(tokens[place]?.word ?? '')) place++;
	const token = tokens[place];
	if (token?.number !== undefined && /^20\d\d$/.test(token.word))
		return { year: token.number, next: place + 1 };
	return { next: tokens[at]?.word === '.' && tokens[at]?.glued ? at + 1 : at };
}
