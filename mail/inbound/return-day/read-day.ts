import {
	AFTER_NEXT,
	ARTICLES,
	COUNTS,
	FEASTS,
	IN_FIFTEEN,
	MONTHS,
	MONTH_LINKS,
	NEAR_DAYS,
	NEXT,
	NO_DAY_AFTER,
	NUMBER_SIGNS,
	ORDINALS,
	ORDINAL_ENDS,
	PARTS,
	PART_LINKS,
	SHORT_WEEKDAYS,
	THIS,
	UNITS,
	WEEKDAYS,
	WEEKDAY_LINKS,
	WEEK_NUMBERS,
} from './calendar-words.ts';
import type { DayWords } from './day-words.ts';
import type { Sentence } from './notice-tokens.ts';

/** What was read, and the token behind it. */
export interface Read<What> {
	readonly what: What;
	readonly next: number;
}

const NEAR = NEAR_DAYS.flatMap(([days, phrases]) =>
	phrases.split('|').map((phrase) => ({ days, words: phrase.split(' ') })),
);
const BEFORE_MONTH = new Set('en in im until till a nel fino bis hasta through tot ab'.split(' '));
const IN = new Set('dans in dentro tra fra over binnen'.split(' '));

/** Whether these words stand at a place. */
export function standsAt(tokens: Sentence, at: number, words: readonly string[]): boolean {
	return words.every((word, index) => tokens[at + index]?.word === word);
}

/** Reads the day that is named from a token on. */
export function readDay(tokens: Sentence, at: number): Read<DayWords> | undefined {
	const readers = [readNear, readWeekday, readCounted, readNth, readPart, readUnit, readWeek, readDate];
	for (const reader of readers) {
		const read = reader(tokens, at);
		if (read) return read;
	}
	return undefined;
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

function readNear(tokens: Sentence, at: number): Read<DayWords> | undefined {
	const found = NEAR.find(({ words }) => standsAt(tokens, at, words));
	return found && { what: { kind: 'ahead', count: found.days, unit: 'day' }, next: at + found.words.length };
}

/** « lundi 7 », "next Friday", "Monday next week", »Mo., 7.12.«. */
function readWeekday(tokens: Sentence, at: number): Read<DayWords> | undefined {
	let place = at;
	let weeks: number | undefined;
	const before = tokens[place]?.word ?? '';
	if (NEXT.has(before) || THIS.has(before)) {
		weeks = NEXT.has(before) ? 1 : 0;
		place++;
	}
	const word = tokens[place]?.word ?? '';
	const full = WEEKDAYS.get(word);
	const weekday = full ?? SHORT_WEEKDAYS.get(word);
	if (weekday === undefined) return undefined;
	place++;
	let behind = place;
	while (behind < place + 3 && WEEKDAY_LINKS.has(tokens[behind]?.word ?? '')) behind++;
	const date = readDate(tokens, behind, true);
	if (date && (date.what.kind === 'day' || date.what.kind === 'digits'))
		return { what: { ...date.what, weekday }, next: date.next };
	if (full === undefined) return undefined;
	if (FEASTS.has(tokens[place]?.word ?? '') && !standsAt(tokens, place, ['after', 'next'])) return undefined;
	if (MONTH_LINKS.has(tokens[place]?.word ?? '') && FEASTS.has(tokens[place + 1]?.word ?? ''))
		return undefined;
	if (NEXT.has(tokens[place]?.word ?? '')) {
		weeks = 1;
		place++;
	}
	const unit = readUnit(tokens, place) ?? readUnit(tokens, place + 1);
	if (unit?.what.kind === 'unit' && unit.what.unit === 'week' && unit.what.ahead > 0) {
		weeks = unit.what.ahead;
		place = unit.next;
	}
	let later = 0;
	const afterNext = AFTER_NEXT.map((phrase) => phrase.split(' ')).find((words) =>
		standsAt(tokens, place, words),
	);
	const fifteen = IN_FIFTEEN.map((phrase) => phrase.split(' ')).find((words) =>
		standsAt(tokens, place, words),
	);
	if (afterNext) later = 1;
	if (fifteen) later = 2;
	place += (afterNext ?? fifteen ?? []).length;
	return {
		what: { kind: 'weekday', weekday, later, ...(weeks === undefined ? {} : { weeks }) },
		next: place,
	};
}

/** "in two weeks", « dans 10 jours ». */
function readCounted(tokens: Sentence, at: number): Read<DayWords> | undefined {
	return IN.has(tokens[at]?.word ?? '') ? countAt(tokens, at + 1) : undefined;
}

/** A count and its unit, such as "two weeks". */
export function countAt(tokens: Sentence, at: number): Read<DayWords & { kind: 'ahead' }> | undefined {
	const token = tokens[at];
	const count = token?.number ?? COUNTS.get(token?.word ?? '');
	const unit = UNITS.get(tokens[at + 1]?.word ?? '');
	if (count === undefined || count < 1 || count > 400 || !unit) return undefined;
	return { what: { kind: 'ahead', count, unit }, next: at + 2 };
}

/** « la deuxième semaine de janvier », "the first Monday of March". */
function readNth(tokens: Sentence, at: number): Read<DayWords> | undefined {
	const token = tokens[at];
	let place = at + 1;
	let nth = ORDINALS.get(token?.word ?? '');
	if (nth === undefined && token?.number !== undefined && token.number <= 5) {
		nth = token.number;
		place = behindOrdinal(tokens, place);
		if (tokens[place]?.word === 'ere') place++;
	}
	if (nth === undefined) return undefined;
	const word = tokens[place]?.word ?? '';
	const of =
		UNITS.get(word) === 'week'
			? 'week'
			: /^(?:quinzaine|half|moitie|halfte|mitad|meta|quincena|helft)$/.test(word)
				? 'half'
				: WEEKDAYS.get(word);
	if (of === undefined) return undefined;
	const month = monthBehind(tokens, place + 1);
	return month && { what: { kind: 'nth', nth, of, ...month.what }, next: month.next };
}

/** « début décembre », "end of the month", »Mitte Januar«. */
function readPart(tokens: Sentence, at: number): Read<DayWords> | undefined {
	const word = tokens[at]?.word ?? '';
	const part = PARTS.get(word);
	if (part) {
		const month = monthBehind(tokens, at + 1);
		if (month) return { what: { kind: 'part', part, ...month.what }, next: month.next };
		for (let place = at + 1; place < at + 4; place++) {
			const unit = readUnit(tokens, place);
			if (unit?.what.kind === 'unit') return { what: { ...unit.what, part }, next: unit.next };
			const bare = UNITS.get(tokens[place]?.word ?? '');
			if (bare && bare !== 'day') {
				const ahead = NEXT.has(tokens[place + 1]?.word ?? '') ? 1 : 0;
				return { what: { kind: 'unit', unit: bare, ahead, part }, next: place + 1 + ahead };
			}
			if (!PART_LINKS.has(tokens[place]?.word ?? '')) break;
		}
	}
	const whole = monthAt(tokens, at);
	const before = tokens[at - 1]?.word ?? '';
	if (!whole || !(BEFORE_MONTH.has(before) || whole.what.year !== undefined)) return undefined;
	return { what: { kind: 'part', part: 'whole', ...whole.what }, next: whole.next };
}

function monthBehind(tokens: Sentence, at: number) {
	let place = at;
	while (place < at + 4 && PART_LINKS.has(tokens[place]?.word ?? '')) place++;
	return monthAt(tokens, place);
}

function monthAt(tokens: Sentence, at: number): Read<{ month: number; year?: number }> | undefined {
	const month = MONTHS.get(tokens[at]?.word ?? '');
	if (month === undefined) return undefined;
	const { year, next } = yearBehind(tokens, at + 1);
	// "December 7" names a day.
	if (year === undefined && dayNumberAt(tokens, next) !== undefined) return undefined;
	return { what: { month, ...(year === undefined ? {} : { year }) }, next };
}

function yearBehind(tokens: Sentence, at: number): { year?: number; next: number } {
	let place = at;
	if (tokens[place]?.word === '.') place++;
	if (tokens[place]?.word === ',' || MONTH_LINKS.has(tokens[place]?.word ?? '')) place++;
	const token = tokens[place];
	if (token?.number !== undefined && /^20\d\d$/.test(token.word))
		return { year: token.number, next: place + 1 };
	return { next: tokens[at]?.word === '.' && tokens[at]?.glued ? at + 1 : at };
}

/** "next week", « cette semaine », « la semaine prochaine ». */
function readUnit(tokens: Sentence, at: number): Read<DayWords> | undefined {
	let place = at;
	let ahead: number | undefined;
	while (place < at + 4) {
		const word = tokens[place]?.word ?? '';
		if (NEXT.has(word)) ahead = Math.max(ahead ?? 0, 1);
		else if (THIS.has(word)) ahead ??= 0;
		else if (!PART_LINKS.has(word) || word === 'semaine' || word === 'month') break;
		if (UNITS.has(tokens[place + 1]?.word ?? '')) {
			place++;
			break;
		}
		place++;
	}
	const unit = UNITS.get(tokens[place]?.word ?? '');
	if (!unit || unit === 'day') return undefined;
	place++;
	const behind = tokens[place]?.word ?? '';
	if (NEXT.has(behind) || standsAt(tokens, place, ['que', 'viene'])) {
		ahead = 1;
		place += behind === 'que' ? 2 : 1;
	} else if (standsAt(tokens, place, ['en', 'cours'])) {
		ahead = 0;
		place += 2;
	}
	if (ahead === undefined) return undefined;
	if (AFTER_NEXT.some((phrase) => standsAt(tokens, place, phrase.split(' ')))) ahead++;
	return { what: { kind: 'unit', unit, ahead, part: 'whole' }, next: place };
}

/** « semaine 49 », "week 49", "KW49", « S49 », "week of 30 November". */
function readWeek(tokens: Sentence, at: number): Read<DayWords> | undefined {
	const word = tokens[at]?.word ?? '';
	if (!WEEK_NUMBERS.has(word)) return undefined;
	let place = at + 1;
	if (word.length > 2) {
		const link = tokens[place]?.word ?? '';
		if (/^(?:of|du|commencing|beginning|starting|vom|del|van)$/.test(link)) {
			if (ARTICLES.has(tokens[place + 1]?.word ?? '')) place++;
			const day = readDay(tokens, place + 1) ?? readAlone(tokens, place + 1);
			return day && { what: { kind: 'week-of', day: day.what }, next: day.next };
		}
		for (let signs = 0; signs < 2 && NUMBER_SIGNS.has(tokens[place]?.word ?? ''); signs++) place++;
	}
	const token = tokens[place];
	if (token?.number === undefined || token.word.length > 2 || token.number < 1 || token.number > 53)
		return undefined;
	if (word.length === 1 && !token.glued) return undefined;
	if (UNITS.has(tokens[place + 1]?.word ?? '')) return undefined;
	const behind = /^[/,-]$/.test(tokens[place + 1]?.word ?? '') ? place + 2 : place + 1;
	const year = /^20\d\d$/.test(tokens[behind]?.word ?? '') ? tokens[behind]!.number : undefined;
	return {
		what: { kind: 'week', week: token.number, ...(year === undefined ? {} : { year }) },
		next: year === undefined ? place + 1 : behind + 1,
	};
}

/** ISO dates, dates in digits, « 7 décembre », "December 7th, 2026", « le 2 ». */
function readDate(tokens: Sentence, at: number, behindWeekday = false): Read<DayWords> | undefined {
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
	const day = dayNumberAt(tokens, at);
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
function readAlone(tokens: Sentence, at: number, behindWeekday = false): Read<DayWords> | undefined {
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
