import type { DateTime } from 'luxon';
import { NO_DAY_AFTER } from './calendar-words.ts';
import type { DaysInWords } from './day-words.ts';
import { phraseAt } from './find-phrase.ts';
import type { Phrase } from './find-phrase.ts';
import { DENIALS, EXCLUSIVE, FILLERS, FOR, INCLUSIVE, LATE_IN_THE_DAY, VAGUE } from './notice-phrases.ts';
import type { Says } from './notice-phrases.ts';
import type { Sentence, Token } from './notice-tokens.ts';
import { countAt } from './read-day.ts';
import { readDays } from './read-days.ts';
import { resolveDays } from './resolve-days.ts';
import type { Days, DigitOrder } from './resolve-days.ts';

/** A day back that a sentence states, or the day after an absence that it names. */
export interface Finding {
	readonly isStated: boolean;
	readonly back: DateTime;
	/** First day of that absence, where it says so. */
	readonly start: DateTime | undefined;
	readonly hasYear: boolean;
	readonly sentence: Sentence;
}

type Context = 'away' | 'available' | 'other' | undefined;

/** How many words without a meaning of their own may stand between a phrase and its day. */
const CLAUSE_ENDS = new Set('et and und y e en puis then , but mais ( -'.split(' '));
const GERMANIC_BACK = new Set('wieder weer zuruck terug'.split(' '));
const FAR = 5;
const CLOSE = 3;
const REACH = 16;
const DENIED_WITHIN = 5;

/** What a place may be searched for besides its day. */
interface Search {
	readonly words: number;
	/** Phrases that may stand between. */
	readonly passing: ReadonlySet<Says>;
}

const BEHIND_BACK: Search = {
	words: FAR,
	passing: new Set(['start', 'range', 'available', 'not-before', 'before', 'neutral']),
};
const BEHIND_NOT_BACK: Search = { ...BEHIND_BACK, passing: new Set([...BEHIND_BACK.passing, 'last']) };
const BEHIND_LAST: Search = { words: CLOSE, passing: new Set(['neutral', 'range']) };
const BEHIND_AWAY: Search = { words: CLOSE, passing: new Set(['neutral']) };
const AT_ONCE: Search = { words: 0, passing: new Set() };

/** Whether a sentence has words of absence or of a return. */
export function speaksOfAbsence(tokens: Sentence): boolean {
	return tokens.some((_, at) => /^(?:away|back)$/.test(phraseAt(tokens, at)?.says ?? ''));
}

/** Reads what one sentence says of days away and back. */
export class SentenceReader {
	readonly #tokens: Sentence;
	readonly #received: DateTime;
	readonly #order: DigitOrder;
	/** The sentence before spoke of an absence. */
	readonly #afterAway: boolean;
	readonly #findings: Finding[] = [];
	#context: Context;

	constructor(tokens: Sentence, received: DateTime, order: DigitOrder, afterAway: boolean) {
		this.#tokens = tokens;
		this.#received = received;
		this.#order = order;
		this.#afterAway = afterAway;
	}

	read(): readonly Finding[] {
		let at = 0;
		while (at < this.#tokens.length) {
			const phrase = phraseAt(this.#tokens, at);
			at = Math.max(at + 1, phrase ? this.#readPhrase(phrase, at) : this.#readDayFirst(at));
		}
		return this.#findings;
	}

	/** Returns the place behind what it read. */
	#readPhrase(phrase: Phrase, at: number): number {
		const behind = at + phrase.words.length;
		switch (phrase.says) {
			case 'back':
			case 'not-before': {
				const denied = this.#isDenied(at);
				if (phrase.says === 'back') this.#context = denied ? 'away' : undefined;
				return this.#stated(behind, denied ? BEHIND_NOT_BACK : BEHIND_BACK);
			}
			case 'before':
				return this.#wasDenied(at) ? this.#stated(behind, BEHIND_LAST) : this.#pass(behind);
			case 'reply':
				this.#context = this.#isDenied(at) ? 'away' : 'available';
				return this.#context === 'available' ? this.#stated(behind, BEHIND_AWAY) : behind;
			case 'available':
				this.#context = this.#isDenied(at) ? 'away' : 'available';
				return this.#context === 'away' ? this.#awayOn(behind, AT_ONCE) : behind;
			case 'away':
				this.#context = 'away';
				return this.#awayOn(behind, BEHIND_AWAY);
			case 'other':
				this.#context = 'other';
				return behind;
			case 'last':
			case 'through':
				return this.#last(behind, phrase.says === 'through');
			case 'after':
				if (this.#context === 'away' || this.#context === 'other') return this.#pass(behind);
				this.#context = undefined;
				return this.#last(behind, true);
			case 'start':
			case 'range':
				return this.#start(behind, phrase.says === 'range');
			case 'neutral':
				return behind;
		}
	}

	#stated(from: number, search: Search): number {
		const found = this.#daysBehind(from, search);
		if (!found || this.#context === 'other') return from;
		this.#addStated(found, from);
		return found.next;
	}

	#addStated(found: DaysInWords, from: number): void {
		const days = this.#resolve(found);
		if (!days) return;
		const isLate = [
			...this.#tokens.slice(from, found.next),
			...this.#tokens.slice(found.next, found.next + 4),
		].some(
			({ word }, index, all) =>
				LATE_IN_THE_DAY.has(word) && (word !== 'midi' || all[index - 1]?.word === 'apres'),
		);
		const day = found.days.length > 1 ? days.last : days.first;
		this.#add(true, isLate ? day.plus({ days: 1 }) : day, days);
	}

	#last(from: number, isThrough: boolean): number {
		const found = this.#daysBehind(from, BEHIND_LAST);
		if (!found) return from;
		if (this.#context !== 'available' && this.#context !== 'other') this.#addLast(found, isThrough);
		return found.next;
	}

	#addLast(found: DaysInWords, isThrough: boolean): void {
		const days = this.#resolve(found, true);
		if (!days) return;
		const behind = this.#tokens[found.next]?.word ?? '';
		const last = found.days.at(-1)!;
		// "until January": they are back when it begins. A week is away as a whole.
		const isMonth =
			(last.kind === 'part' && last.part === 'whole') ||
			(last.kind === 'unit' && last.part === 'whole' && last.unit !== 'week' && last.ahead > 0);
		if (isMonth && !isThrough && !INCLUSIVE.has(behind))
			this.#add(false, days.first, { ...days, first: undefined });
		else if (
			EXCLUSIVE.has(behind) ||
			(DENIALS.has(behind) && INCLUSIVE.has(this.#tokens[found.next + 1]?.word ?? ''))
		)
			this.#add(false, days.last, { ...days, first: undefined });
		else this.#add(false, days.last.plus({ days: 1 }), { ...days, first: undefined });
	}

	#awayOn(from: number, search: Search): number {
		const found = this.#daysBehind(from, search);
		if (!found) return from;
		// « Fermeture le 23 décembre au soir »: it begins.
		const isEvening = /^(?:soir|evening|abend|abends)$/.test(
			this.#tokens.slice(found.next, found.next + 3).find(({ word }) => LATE_IN_THE_DAY.has(word))?.word ??
				'',
		);
		if (isEvening && found.days.length === 1) return found.next;
		this.#addAway(found);
		return found.next;
	}

	#addAway(found: DaysInWords): void {
		const days = this.#resolve(found, true);
		if (days) this.#add(false, days.last.plus({ days: 1 }), days);
	}

	/** « du 23 au 27 », "from Monday": a range of the absence, its beginning, or the day on which somebody is there again. */
	#start(from: number, onlyRange: boolean): number {
		const found = this.#daysBehind(from, AT_ONCE);
		if (!found) return from;
		if (found.isRange) {
			if (this.#isOfAbsence(from, found)) this.#addAway(found);
			return found.next;
		}
		const lasting = FOR.has(this.#tokens[found.next]?.word ?? '')
			? this.#countBehind(found.next + 1)
			: undefined;
		if (lasting) {
			const days = this.#resolve(found);
			if (days && this.#context === 'away')
				this.#add(false, days.first.plus({ [lasting.what.unit]: lasting.what.count }), days);
			return lasting.next;
		}
		if (onlyRange) return found.next;
		const ahead = this.#phraseBehind(found.next, this.#context === 'away');
		const isBack = ahead === 'back' || ahead === 'available' || ahead === 'reply';
		if (isBack || (this.#context === 'available' && ahead !== 'away')) this.#addStated(found, from);
		return found.next;
	}

	#countBehind(at: number) {
		for (let place = at; place < at + 4; place++) {
			const count = countAt(this.#tokens, place);
			if (count) return count;
		}
		return undefined;
	}

	/** « Le 7 décembre, je serai de retour », »am 7. Dezember wieder im Büro«: the day stands before what is said of it. */
	#readDayFirst(at: number): number {
		const token = this.#tokens[at]!;
		const found = readDays(this.#tokens, at);
		if (!found) return token.number === undefined ? at + 1 : this.#behindNumbers(at);
		if (this.#context === 'other') return found.next;
		const fragment = this.#isFragment(at, found);
		if (found.isRange && (fragment || this.#isOfAbsence(at, found))) {
			this.#addAway(found);
			return found.next;
		}
		const ahead = this.#phraseBehind(found.next, this.#context === 'away');
		if (ahead === 'back' || ahead === 'reply') this.#addStated(found, at);
		if (ahead === 'away') this.#addAway(found);
		return found.next;
	}

	/** Hours, prices and telephone numbers are passed as a whole. */
	#behindNumbers(at: number): number {
		let place = at + 1;
		const isPassed = ({ word, number }: Token) =>
			number !== undefined || (word !== '%' && NO_DAY_AFTER.has(word));
		while (place < this.#tokens.length && isPassed(this.#tokens[place]!)) place++;
		return place;
	}

	#isFragment(at: number, { next }: DaysInWords): boolean {
		return this.#afterAway && at <= 3 && this.#tokens.length - next <= 3;
	}

	/** Whether a range is one of absence: after or before such words, or all that a sentence behind one says. */
	#isOfAbsence(at: number, found: DaysInWords): boolean {
		if (this.#context === 'away') return true;
		const ahead = this.#phraseBehind(found.next, false);
		if (this.#context === 'available' || this.#context === 'other') return ahead === 'away';
		return ahead === 'away' || this.#isFragment(at, found);
	}

	/** What the next phrase says, up to a new line, a full stop or the day of something else. */
	#phraseBehind(at: number, stopsAtAnd: boolean): Says | undefined {
		for (let place = at; place < at + 12; place++) {
			const token = this.#tokens[place];
			if (!token || token.opensLine || /^[.;!?:]$/.test(token.word)) return undefined;
			if (stopsAtAnd && CLAUSE_ENDS.has(token.word)) {
				// »ab Montag, wieder erreichbar«.
				if (token.word !== ',' || !GERMANIC_BACK.has(this.#tokens[place + 1]?.word ?? '')) return undefined;
			}
			const phrase = phraseAt(this.#tokens, place);
			if (!phrase) continue;
			if (phrase.says === 'neutral' || phrase.says === 'range' || phrase.says === 'start') continue;
			if (this.#comesFrom(phrase, place, BEHIND_BACK)) continue;
			if (phrase.says === 'available' || phrase.says === 'reply')
				return this.#isDenied(place) ? 'away' : phrase.says;
			return phrase.says;
		}
		return undefined;
	}

	#daysBehind(from: number, search: Search): DaysInWords | undefined {
		let words = 0;
		for (let place = from; place < from + REACH && place < this.#tokens.length; place++) {
			const token = this.#tokens[place]!;
			const found = readDays(this.#tokens, place);
			if (found) return found;
			if (VAGUE.has(token.word) || /^[.;!?]$/.test(token.word)) return undefined;
			const phrase = phraseAt(this.#tokens, place);
			if (phrase && !search.passing.has(phrase.says) && !this.#comesFrom(phrase, place, search))
				return undefined;
			if (phrase && phrase.words.length > 1) place += phrase.words.length - 1;
			if (phrase || FILLERS.has(token.word)) continue;
			if (++words > search.words) return undefined;
		}
		return undefined;
	}

	/** « de retour de congés le 7 », "back from holiday": no new absence. */
	#comesFrom(phrase: Phrase, at: number, search: Search): boolean {
		if (phrase.says !== 'away' || !search.passing.has('start')) return false;
		return this.#tokens
			.slice(Math.max(0, at - 3), at)
			.some(({ word }) => /^(?:from|de|of|aus|van|dalle|dalla|da|des|after|apres|nach|mes|my)$/.test(word));
	}

	#isDenied(at: number): boolean {
		for (let place = at - 1; place >= Math.max(0, at - DENIED_WITHIN); place--) {
			const { word } = this.#tokens[place]!;
			if (/^[.;:!?,]$/.test(word)) return false;
			if (DENIALS.has(word)) return true;
		}
		return false;
	}

	/** Whether something before in the sentence is denied: « ne pourrai pas répondre avant ». */
	#wasDenied(at: number): boolean {
		return this.#tokens.slice(Math.max(0, at - 14), at).some(({ word }) => DENIALS.has(word));
	}

	/** Behind the day that a phrase without a meaning for us names. */
	#pass(from: number): number {
		return this.#daysBehind(from, AT_ONCE)?.next ?? from;
	}

	#resolve(found: DaysInWords, mayBeYesterday = false): Days | undefined {
		const from = mayBeYesterday ? this.#received.minus({ days: 1 }) : this.#received;
		return resolveDays(found, this.#received, this.#order, from);
	}

	#add(
		isStated: boolean,
		back: DateTime,
		{ first, hasYear }: { first: DateTime | undefined; hasYear: boolean },
	): void {
		this.#findings.push({
			isStated,
			back,
			start: isStated ? undefined : first,
			hasYear,
			sentence: this.#tokens,
		});
	}
}
