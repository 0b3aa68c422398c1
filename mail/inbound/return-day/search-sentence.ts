import { NO_DAY_AFTER } from './calendar-words.ts';
import type { DaysInWords } from './day-words.ts';
import { phraseAt, speaksOfAbsence } from './find-phrase.ts';
import type { Phrase } from './find-phrase.ts';
import { DENIALS, FILLERS, FOR, VAGUE } from './notice-phrases.ts';
import type { Says } from './notice-phrases.ts';
import type { Sentence, Token } from './notice-tokens.ts';
import { countAt } from './read-day.ts';
import { readDays } from './read-days.ts';

/** How many words without a meaning of their own may stand between a phrase and its day. */
const FAR = 5;
const CLOSE = 3;
/** Tokens that are looked at in all. */
const REACH = 16;
const DENIED_WITHIN = 5;

/** What a place may be searched for besides its day. */
export interface Search {
	readonly words: number;
	/** Phrases that may stand between. */
	readonly passing: ReadonlySet<Says>;
}

export const BEHIND_BACK: Search = {
	words: FAR,
	passing: new Set(['start', 'range', 'available', 'not-before', 'before', 'neutral']),
};
export const BEHIND_NOT_BACK: Search = { ...BEHIND_BACK, passing: new Set([...BEHIND_BACK.passing, 'last']) };
export const BEHIND_LAST: Search = { words: CLOSE, passing: new Set(['neutral', 'range']) };
export const BEHIND_AWAY: Search = { words: CLOSE, passing: new Set(['neutral']) };
export const AT_ONCE: Search = { words: 0, passing: new Set() };
const CLAUSE_ENDS = new Set('et and und y e en puis then , but mais ( -'.split(' '));
/** They stand at the end of what they say: "vakantie en ben 7 december weer terug". */
export const GERMANIC_BACK = new Set('wieder weer zuruck terug'.split(' '));
const DENIAL_ENDS = new Set('. ; : ! ? , et and und y mais but sondern je i nous we ich'.split(' '));
const BUT = new Set('mais but sondern sino ma maar'.split(' '));
const WRITERS = new Set('je j i we nous on ich wir bin estoy estamos sono siamo ik wij ben'.split(' '));
const WILL = new Set('serai serons sera seront will ll shall werde werden estare saro'.split(' '));

/** What the next phrase says, up to a new line, a full stop or the day of something else. */
export function phraseBehind(tokens: Sentence, at: number, stopsAtAnd: boolean): Says | undefined {
	for (let place = at; place < at + 12; place++) {
		const token = tokens[place];
		if (!token || token.opensLine || /^[.;!?:]$/.test(token.word)) return undefined;
		if (stopsAtAnd && CLAUSE_ENDS.has(token.word)) {
			// »ab Montag, wieder erreichbar«.
			if (token.word !== ',' || !GERMANIC_BACK.has(tokens[place + 1]?.word ?? '')) return undefined;
		}
		const phrase = phraseAt(tokens, place);
		if (!phrase) continue;
		if (phrase.says === 'neutral' || phrase.says === 'range' || phrase.says === 'start') continue;
		if (comesFrom(tokens, phrase, place, BEHIND_BACK)) continue;
		if (phrase.says === 'available' || phrase.says === 'reply')
			return isDenied(tokens, place) ? 'away' : phrase.says;
		return phrase.says;
	}
	return undefined;
}

/** The days that the next words name, unless another phrase, a vague word or the end of the sentence comes before them. */
export function daysBehind(tokens: Sentence, from: number, search: Search): DaysInWords | undefined {
	let words = 0;
	let most = search.words;
	for (let place = from; place < from + REACH && place < tokens.length; place++) {
		const token = tokens[place]!;
		const found = readDays(tokens, place);
		if (found) return found;
		if (VAGUE.has(token.word) || /^[.;!?]$/.test(token.word)) return undefined;
		// « à mon retour, réunion le 3 »: behind a comma something else may begin.
		if (token.word === ',') most = words;
		const phrase = phraseAt(tokens, place);
		// « fermeture du magasin ».
		const isArticle = phrase?.says === 'range' && !readDays(tokens, place + phrase.words.length);
		if (phrase && !isArticle && !search.passing.has(phrase.says) && !comesFrom(tokens, phrase, place, search))
			return undefined;
		if (phrase && phrase.words.length > 1) place += phrase.words.length - 1;
		if (phrase || FILLERS.has(token.word)) continue;
		if (++words > most) return undefined;
	}
	return undefined;
}

/** « de retour de congés le 7 », "back from holiday": no new absence. */
function comesFrom(tokens: Sentence, phrase: Phrase, at: number, search: Search): boolean {
	if (phrase.says !== 'away' || !search.passing.has('start')) return false;
	return tokens
		.slice(Math.max(0, at - 3), at)
		.some(({ word }) => /^(?:from|de|of|aus|van|dalle|dalla|da|des|after|apres|nach|mes|my)$/.test(word));
}

/** Whether a « ne », "not" or »nicht« stands before, in the same clause. */
export function isDenied(tokens: Sentence, at: number): boolean {
	for (let place = at - 1; place >= Math.max(0, at - DENIED_WITHIN); place--) {
		const { word } = tokens[place]!;
		if (DENIAL_ENDS.has(word)) return false;
		if (DENIALS.has(word)) return true;
	}
	return false;
}

/** Whether something before in the sentence is denied: « ne pourrai pas répondre avant ». */
export function wasDenied(tokens: Sentence, at: number): boolean {
	return tokens.slice(Math.max(0, at - 14), at).some(({ word }) => DENIALS.has(word));
}

/** Hours, prices and telephone numbers are passed as a whole. */
export function behindNumbers(tokens: Sentence, at: number): number {
	let place = at + 1;
	const isPassed = ({ word, number }: Token) =>
		number !== undefined || (word !== '%' && NO_DAY_AFTER.has(word));
	while (place < tokens.length && isPassed(tokens[place]!)) place++;
	return place;
}

/** « Je suis à Londres jusqu’au 7 », « Jusqu’au 7, voyez Paul »: the writer's own, not what some sale does until then. */
export function isOfWriter(tokens: Sentence, at: number): boolean {
	return at <= 2 || speaksOfAbsence(tokens) || tokens.slice(0, at).some(({ word }) => WRITERS.has(word));
}

/** « serai disponible », "will be available". */
export function isPromised(tokens: Sentence, at: number): boolean {
	return tokens.slice(Math.max(0, at - 4), at).some(({ word }) => WILL.has(word));
}

/** The place behind a « mais » that comes soon. */
export function behindBut(tokens: Sentence, at: number): number | undefined {
	const index = tokens.slice(at, at + 4).findIndex(({ word }) => BUT.has(word));
	return index < 0 ? undefined : at + index + 1;
}

/** « … du 30, pendant deux semaines », "for two weeks from the 30th": how long what begins with a day lasts. */
export function countAround(tokens: Sentence, day: number, behind: number) {
	const comma = tokens[behind]?.word === ',' ? 1 : 0;
	if (FOR.has(tokens[behind + comma]?.word ?? '')) {
		for (let place = behind + comma + 1; place < behind + 6; place++) {
			const count = countAt(tokens, place);
			if (count) return count;
		}
	}
	for (let place = Math.max(0, day - 6); place < day - 2; place++) {
		const count = countAt(tokens, place);
		if (count) return count;
	}
	return undefined;
}
