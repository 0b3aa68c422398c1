import { ARTICLES, NEXT, NO_DAY_AFTER, WEEK_NUMBERS } from './calendar-words.ts';
import type { DaysInWords, DayWords, Read } from './day-words.ts';
import { standsAt } from './notice-tokens.ts';
import type { Sentence } from './notice-tokens.ts';
import { behindOrdinal, dayNumberAt } from './read-date.ts';
import { readDay } from './read-day.ts';

const RANGE_LINKS = [
	'tot en met',
	't / m',
	't . e . m .',
	'tem',
	'jusqu en',
	't m',
	'jusqu au',
	'jusqu a',
	'bis zum',
	'bis einschliesslich',
	'bis einschlieslich',
	'bis inklusive',
	'fino al',
	'fino a',
	'up to',
	'au',
	'a',
	'to',
	'through',
	'thru',
	'until',
	'till',
	'bis',
	'al',
	'all',
	'tot',
	'hasta',
	'-',
	'/',
	'>',
].map((words) => words.split(' '));
const LIST_LINKS = [
	'and',
	'et',
	'und',
	'y',
	'e',
	'en',
	'or',
	'ou',
	'oder',
	'o',
	'puis',
	'then',
	'dann',
	'&',
	'+',
	',',
].map((word) => [word]);
const BETWEEN = new Set('between entre zwischen tra fra tussen'.split(' '));
const LINK_FILLERS = new Set(
	'le la les the zum den dem el il de du und and incl inkl einschliesslich'.split(' '),
);
const HOUR_WORDS = new Set('matin midi soir inclus morning noon evening abends mittags ( ) uhr'.split(' '));
const DAYS_AT_MOST = 6;

/**
 * Reads the days that are named from a token on: one, a list (« les 24 et 25 novembre ») or a range ("23-27 Nov"), whose first
 * ones may be numbers alone.
 *
 * @param isBetween Behind « entre », "between", where an "and" makes a range.
 */
export function readDays(
	tokens: Sentence,
	at: number,
	isBetween = [1, 2].some((back) => BETWEEN.has(tokens[at - back]?.word ?? '')),
): DaysInWords | undefined {
	const first = readNamedTwice(tokens, at) ?? readPartial(tokens, at);
	if (!first) return undefined;
	const days: [DayWords, ...DayWords[]] = [first.what];
	let isRange = false;
	let next = first.next;
	while (days.length < DAYS_AT_MOST) {
		const more = readMore(tokens, next, days.at(-1)!, isBetween);
		if (!more) break;
		isRange ||= more.isRange;
		days.push(more.what);
		next = more.next;
	}
	return { days, isRange, next };
}

function readMore(
	tokens: Sentence,
	at: number,
	before: DayWords,
	isBetween: boolean,
): (Read<DayWords> & { isRange: boolean }) | undefined {
	let place = behindHour(tokens, at);
	const isCut =
		tokens[place]?.word === ',' &&
		// « absent demain, à jeudi ».
		tokens[place + 1]?.word !== 'a' &&
		RANGE_LINKS.some((words) => standsAt(tokens, place + 1, words));
	if (isCut) place++;
	const range = RANGE_LINKS.find((words) => standsAt(tokens, place, words));
	const link = range ?? LIST_LINKS.find((words) => standsAt(tokens, place, words));
	const signs = link ? link.length : arrowAt(tokens, place);
	if (signs === 0) return undefined;
	place += signs;
	if (tokens[place]?.word === 'du' && !range) return undefined;
	for (let fillers = 0; fillers < 2 && LINK_FILLERS.has(tokens[place]?.word ?? ''); fillers++) place++;
	const read =
		readNamedTwice(tokens, place) ??
		readWeekAgain(tokens, place, before) ??
		readBehindLink(tokens, place, before);
	if (!read) return undefined;
	return { ...read, isRange: range !== undefined || !link || isBetween };
}

/** « demain mercredi 25 »: the same day by its two names. */
function readNamedTwice(tokens: Sentence, at: number): Read<DayWords> | undefined {
	const first = readDay(tokens, at);
	if (first?.what.kind !== 'ahead' || first.what.unit !== 'day') return first;
	const behind = /^[,(]$/.test(tokens[first.next]?.word ?? '') ? first.next + 1 : first.next;
	const again = readDay(tokens, ARTICLES.has(tokens[behind]?.word ?? '') ? behind + 1 : behind);
	return again && /^(?:day|digits|weekday)$/.test(again.what.kind) ? again : first;
}

/** How many tokens an arrow or whatever else is drawn between two days has. */
function arrowAt(tokens: Sentence, at: number): number {
	let signs = 0;
	while (signs < 3 && /^[^\p{L}\d.,;:!?()/]$/u.test(tokens[at + signs]?.word ?? '')) signs++;
	return signs;
}

/** « au soir », "inclusive", "at 6 pm" between the ends of a range. */
function behindHour(tokens: Sentence, at: number): number {
	let place = at;
	while (place < at + 5) {
		const [word, next] = [tokens[place]?.word ?? '', tokens[place + 1]];
		const isHour =
			tokens[place]?.number !== undefined && /^(?:[:h]|uhr|am|pm|heures)$/.test(next?.word ?? '');
		const isComma =
			word === ',' && next?.number !== undefined && NO_DAY_AFTER.has(tokens[place + 2]?.word ?? '');
		if (HOUR_WORDS.has(word) || isComma) place++;
		else if (isHour) place += tokens[place + 2]?.number !== undefined && tokens[place + 2]!.glued ? 3 : 2;
		else if (/^(?:a|au|at|um|alle|om|in|the|le)$/.test(word) && HOUR_WORDS.has(next?.word ?? '')) place += 2;
		else if (/^(?:a|at|um|alle|om)$/.test(word) && NO_DAY_AFTER.has(tokens[place + 2]?.word ?? ''))
			place += 3;
		else break;
	}
	return place;
}

/** « semaines 49 et 50 », "this week and next". */
function readWeekAgain(tokens: Sentence, at: number, before: DayWords): Read<DayWords> | undefined {
	if (before.kind === 'unit' && NEXT.has(tokens[at]?.word ?? ''))
		return { what: { ...before, ahead: before.ahead + 1 }, next: at + 1 };
	if (before.kind !== 'week') return undefined;
	const place = WEEK_NUMBERS.has(tokens[at]?.word ?? '') ? at + 1 : at;
	const week = tokens[place]?.number;
	if (week === undefined || week < 1 || week > 53) return undefined;
	return { what: { kind: 'week', week }, next: place + 1 };
}

/** « du 28 novembre au 4 »: a number that only what stands before it makes a day. */
function readBehindLink(tokens: Sentence, at: number, before: DayWords): Read<DayWords> | undefined {
	if (before.kind !== 'day') return undefined;
	const day = dayNumberAt(tokens, at);
	if (day === undefined) return undefined;
	const next = behindOrdinal(tokens, at + 1);
	const behind = tokens[next];
	if (behind && (behind.number !== undefined || NO_DAY_AFTER.has(behind.word))) return undefined;
	if (behind?.glued && /^[\p{L}/]/u.test(behind.word)) return undefined;
	return { what: { kind: 'day', day }, next };
}

/** « 23 au 27 novembre », "23-27 Nov": a number that only what stands behind it makes a day. */
function readPartial(tokens: Sentence, at: number): Read<DayWords> | undefined {
	const day = dayNumberAt(tokens, at);
	if (day === undefined) return undefined;
	const next = behindOrdinal(tokens, at + 1);
	const before: DayWords = { kind: 'day', day };
	for (let place = next, more = 0; more < 3; more++) {
		const range = RANGE_LINKS.find((words) => standsAt(tokens, place, words));
		const link = range ?? LIST_LINKS.find((words) => standsAt(tokens, place, words));
		if (!link) return undefined;
		place += link.length;
		if (ARTICLES.has(tokens[place]?.word ?? '')) place++;
		const read = readDay(tokens, place);
		if (read?.what.kind === 'day' || read?.what.kind === 'digits') return { what: before, next };
		if (dayNumberAt(tokens, place) === undefined) return undefined;
		// « du 23 au 27 »: an article before the first one says that both are days.
		const isLast = !RANGE_LINKS.concat(LIST_LINKS).some((words) =>
			standsAt(tokens, behindOrdinal(tokens, place + 1), words),
		);
		if (isLast)
			return ARTICLES.has(tokens[at - 1]?.word ?? '') && readBehindLink(tokens, place, before)
				? { what: before, next }
				: undefined;
		place = behindOrdinal(tokens, place + 1);
	}
	return undefined;
}
