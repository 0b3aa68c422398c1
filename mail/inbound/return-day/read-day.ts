import {
	AFTER_NEXT,
	FOLLOWING,
	ARTICLES,
	COUNTS,
	FEASTS,
	IN_FIFTEEN,
	MONTHS,
	MONTH_LINKS,
	NEAR_DAYS,
	NEXT,
	NUMBER_SIGNS,
	ORDINALS,
	PARTS,
	PART_LINKS,
	SHORT_WEEKDAYS,
	THIS,
	UNITS,
	WEEKDAYS,
	WEEKDAY_LINKS,
	WEEK_NUMBERS,
} from './calendar-words.ts';
import type { DayWords, Read } from './day-words.ts';
import { standsAt } from './notice-tokens.ts';
import type { Sentence } from './notice-tokens.ts';
import { behindOrdinal, dayNumberAt, readAlone, readDate, yearBehind } from './read-date.ts';

const NEAR = NEAR_DAYS.flatMap(([days, phrases]) =>
	phrases.split('|').map((phrase) => ({ days, words: phrase.split(' ') })),
);
const BEFORE_MONTH = new Set('en in im until till a nel fino bis hasta through tot ab'.split(' '));
const IN = new Set('dans in dentro tra fra over binnen'.split(' '));

/** Reads the day that is named from a token on. */
export function readDay(tokens: Sentence, at: number): Read<DayWords> | undefined {
	const readers = [readNear, readWeekday, readCounted, readNth, readPart, readUnit, readWeek, readDate];
	for (const reader of readers) {
		const read = reader(tokens, at);
		if (read) return read;
	}
	return undefined;
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
	const isFollowing = FOLLOWING.has(before);
	if (isFollowing) place++;
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
	// "Monday week".
	if (tokens[place]?.word === 'week' && tokens[place + 1]?.number === undefined) {
		return { what: { kind: 'weekday', weekday, later: 1 }, next: place + 1 };
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
	if (afterNext || isFollowing) later = 1;
	if (fifteen) later = 2;
	place += (afterNext ?? fifteen ?? []).length;
	return {
		what: { kind: 'weekday', weekday, later, ...(weeks === undefined ? {} : { weeks }) },
		next: place,
	};
}

/** "in two weeks", « dans 10 jours ». */
function readCounted(tokens: Sentence, at: number): Read<DayWords> | undefined {
	if (IN.has(tokens[at]?.word ?? '')) return countAt(tokens, at + 1);
	// "a week from Monday".
	const count = countAt(tokens, at);
	if (!count || !/^(?:from|after|apres|nach|na)$/.test(tokens[count.next]?.word ?? '')) return undefined;
	const day = readDay(tokens, count.next + 1);
	return day && { what: { kind: 'behind', ...pick(count.what), day: day.what }, next: day.next };
}

const pick = ({ count, unit }: DayWords & { kind: 'ahead' }) => ({ count, unit });

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
	const isMonth =
		BEFORE_MONTH.has(before) ||
		whole?.what.year !== undefined ||
		(before === 'de' && tokens[at - 2]?.word === 'mois');
	if (!whole || !isMonth) return undefined;
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

/** "next week", « cette semaine », « la semaine prochaine ». */
function readUnit(tokens: Sentence, at: number): Read<DayWords> | undefined {
	let place = at;
	let ahead: number | undefined;
	while (place < at + 4) {
		const word = tokens[place]?.word ?? '';
		if (NEXT.has(word)) ahead = Math.max(ahead ?? 0, 1);
		else if (THIS.has(word)) ahead ??= 0;
		else if (/^u(?:e)?bern(?:a|ae)chsten?$/.test(word)) ahead = 2;
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
	const isAfterNext = AFTER_NEXT.find((phrase) => standsAt(tokens, place, phrase.split(' ')));
	if (isAfterNext !== undefined) {
		ahead = 2;
		place += isAfterNext.split(' ').length;
	}
	if (ahead === undefined) return undefined;
	return { what: { kind: 'unit', unit, ahead, part: 'whole' }, next: place };
}

/** « semaine 49 », "week 49", "KW49", « S49 », "week of 30 November". */
function readWeek(tokens: Sentence, at: number): Read<DayWords> | undefined {
	const word = tokens[at]?.word ?? '';
	if (!WEEK_NUMBERS.has(word)) return undefined;
	let place = at + 1;
	if (word.length > 2) {
		const link = tokens[place]?.word ?? '';
		// "Two weeks starting" is a length.
		const isOne =
			!/(?:s|n)$/.test(word) &&
			!COUNTS.has(tokens[at - 1]?.word ?? '') &&
			tokens[at - 1]?.number === undefined;
		if (isOne && /^(?:of|du|commencing|beginning|starting|vom|del|van)$/.test(link)) {
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
