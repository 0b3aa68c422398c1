import type { DateTime } from 'luxon';
import type { DaysInWords } from './day-words.ts';
import { phraseAt, speaksOfAbsence } from './find-phrase.ts';
import type { Phrase } from './find-phrase.ts';
import { DENIALS, EXCLUSIVE, INCLUSIVE, LATE_IN_THE_DAY } from './notice-phrases.ts';
import type { Sentence } from './notice-tokens.ts';
import { readDays } from './read-days.ts';
import {
	AT_ONCE,
	BEHIND_AWAY,
	BEHIND_BACK,
	BEHIND_LAST,
	BEHIND_NOT_BACK,
	behindBut,
	behindNumbers,
	countAround,
	GERMANIC_BACK,
	isOfWriter,
	isPromised,
	daysBehind,
	isDenied,
	phraseBehind,
	wasDenied,
} from './search-sentence.ts';
import type { Search } from './search-sentence.ts';
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

/** Words between a day and one that is said with it. */
const SAME_WITHIN = 8;
/** Days: an absence that ended then is over today; one that lasts some weeks began then at the earliest. */
const YESTERDAY = 1;
const BEGUN_WITHIN = 60;

type Context = 'away' | 'available' | 'other' | undefined;

/** Reads what one sentence says of days away and back. */
export class SentenceReader {
	readonly #tokens: Sentence;
	readonly #received: DateTime;
	readonly #order: DigitOrder;
	/** The sentence before spoke of an absence. */
	readonly #afterAway: boolean;
	readonly #findings: Finding[] = [];
	#context: Context;
	/** Where the last finding ended, unless other words of meaning came behind it. */
	#foundUntil: number | undefined;

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
			const before = this.#findings.length;
			at = Math.max(at + 1, phrase ? this.#readPhrase(phrase, at) : this.#readDayFirst(at));
			if (this.#findings.length > before) this.#foundUntil = at;
			else if (phrase && phrase.says !== 'neutral' && phrase.says !== 'range') this.#foundUntil = undefined;
		}
		return this.#findings;
	}

	/** Returns the place behind what it read. */
	#readPhrase(phrase: Phrase, at: number): number {
		const behind = at + phrase.words.length;
		switch (phrase.says) {
			case 'back':
			case 'not-before': {
				const denied = phrase.says === 'back' && isDenied(this.#tokens, at);
				if (phrase.says === 'back') this.#context = denied ? 'away' : undefined;
				return denied ? this.#notBack(behind) : this.#stated(behind, BEHIND_BACK);
			}
			case 'before':
				return this.#context === 'away' && wasDenied(this.#tokens, at)
					? this.#stated(behind, BEHIND_LAST)
					: this.#pass(behind);
			case 'reply':
				this.#context = isDenied(this.#tokens, at) ? 'away' : 'available';
				return this.#context === 'available' ? this.#stated(behind, BEHIND_AWAY) : behind;
			case 'available':
				this.#context = isDenied(this.#tokens, at) ? 'away' : 'available';
				if (this.#context === 'away') return this.#awayOn(behind, AT_ONCE);
				return isPromised(this.#tokens, at) ? this.#stated(behind, AT_ONCE) : behind;
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
				return this.#after(behind);
			case 'start':
			case 'range':
				return this.#start(behind, phrase.says === 'range');
			case 'neutral':
				return behind;
		}
	}

	/** « ne serai pas de retour avant le 7 », "won't be back until Monday", « … le 30, mais le 7 ». */
	#notBack(from: number): number {
		const found = daysBehind(this.#tokens, from, BEHIND_NOT_BACK);
		if (!found) return from;
		const between = this.#tokens.slice(from, found.next);
		const isLimit = between.some(
			({ word }, index) =>
				/^(?:que?|only|erst)$/.test(word) ||
				/^(?:last|before|not-before)$/.test(phraseAt(this.#tokens, from + index)?.says ?? ''),
		);
		if (isLimit) this.#addStated(found, from);
		else {
			const but = behindBut(this.#tokens, found.next);
			const instead = but === undefined ? undefined : daysBehind(this.#tokens, but, BEHIND_BACK);
			if (instead) this.#addStated(instead, found.next);
			return instead?.next ?? found.next;
		}
		return found.next;
	}

	#stated(from: number, search: Search): number {
		const found = daysBehind(this.#tokens, from, search);
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
		].some(({ word }) => LATE_IN_THE_DAY.has(word));
		// "Back next year": no day.
		if (found.days.some((said) => said.kind === 'unit' && said.unit === 'year' && said.part === 'whole'))
			return;
		const day = found.days.length > 1 ? days.last : days.first;
		this.#add(true, isLate ? day.plus({ days: 1 }) : day, days);
	}

	#last(from: number, isThrough: boolean): number {
		const found = daysBehind(this.#tokens, from, BEHIND_LAST);
		if (!found) return from;
		const ahead = this.#context === undefined ? phraseBehind(this.#tokens, found.next, false) : this.#context;
		const isOthers = ahead === undefined && !isOfWriter(this.#tokens, from);
		if (!isOthers && !/^(?:available|reply|other)$/.test(ahead ?? '')) this.#addLast(found, isThrough);
		return found.next;
	}

	/** « après le 7 »: unless something else begins then. */
	#after(from: number): number {
		const found = daysBehind(this.#tokens, from, BEHIND_LAST);
		if (!found) return from;
		if (phraseBehind(this.#tokens, found.next, false) !== 'away') this.#addLast(found, true);
		return found.next;
	}

	#addLast(found: DaysInWords, isThrough: boolean): void {
		const days = this.#resolve(found, YESTERDAY);
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
		const found = daysBehind(this.#tokens, from, search);
		if (!found) return from;
		// « Fermeture le 23 décembre au soir »: it begins.
		const isEvening = /^(?:soir|evening|abend|abends)$/.test(
			this.#tokens.slice(found.next, found.next + 3).find(({ word }) => LATE_IN_THE_DAY.has(word))?.word ??
				'',
		);
		if (isEvening && found.days.length === 1) return found.next;
		if (GERMANIC_BACK.has(this.#tokens[found.next]?.word ?? '')) this.#addStated(found, from);
		else this.#addAway(found);
		return found.next;
	}

	#addAway(found: DaysInWords): void {
		const days = this.#resolve(found, YESTERDAY);
		if (days) this.#add(false, days.last.plus({ days: 1 }), days);
	}

	/** « du 23 au 27 », "from Monday": a range of the absence, its beginning, or the day on which somebody is there again. */
	#start(from: number, onlyRange: boolean): number {
		const found = daysBehind(this.#tokens, from, AT_ONCE);
		if (!found) return from;
		if (found.isRange) {
			if (this.#isOfAbsence(from, found)) this.#addAway(found);
			return found.next;
		}
		const lasting = countAround(this.#tokens, from, found.next);
		if (lasting && (this.#context === 'away' || speaksOfAbsence(this.#tokens))) {
			const days = this.#resolve(found, BEGUN_WITHIN);
			if (days) this.#add(false, days.first.plus({ [lasting.what.unit]: lasting.what.count }), days);
			return Math.max(found.next, lasting.next);
		}
		if (onlyRange) return found.next;
		const ahead = phraseBehind(this.#tokens, found.next, this.#context === 'away');
		const isBack = ahead === 'back' || ahead === 'available' || ahead === 'reply';
		if (isBack || (this.#context === 'available' && ahead !== 'away')) this.#addStated(found, from);
		return found.next;
	}

	/** « Le 7 décembre, je serai de retour », »am 7. Dezember wieder im Büro«: the day stands before what is said of it. */
	#readDayFirst(at: number): number {
		const token = this.#tokens[at]!;
		const found = readDays(this.#tokens, at);
		if (!found) return token.number === undefined ? at + 1 : behindNumbers(this.#tokens, at);
		if (this.#context === 'other') return found.next;
		const fragment = this.#isFragment(at, found);
		if (found.isRange && (fragment || this.#isOfAbsence(at, found))) {
			this.#addAway(found);
			return found.next;
		}
		const ahead = phraseBehind(this.#tokens, found.next, this.#context === 'away');
		// « à jeudi ! »
		const isFarewell = found.days[0].kind === 'weekday' && this.#tokens[at - 1]?.word === 'a';
		if (ahead === 'back' || ahead === 'reply' || isFarewell) this.#addStated(found, at);
		else if (ahead === 'away') this.#addAway(found);
		// « lundi 30 novembre ainsi que mardi », « le 7, au pire le 8 »: of the same, and the later one counts.
		else if (ahead === undefined && this.#foundUntil !== undefined && at - this.#foundUntil <= SAME_WITHIN) {
			if (this.#findings.at(-1)!.isStated) this.#addStated(found, at);
			else this.#addAway(found);
		}
		return found.next;
	}

	#isFragment(at: number, { days, next }: DaysInWords): boolean {
		// Opening hours go from a weekday to another.
		return (
			this.#afterAway &&
			at <= 3 &&
			this.#tokens.length - next <= 3 &&
			days.some(({ kind }) => kind !== 'weekday')
		);
	}

	/** Whether a range is one of absence: after or before such words, or all that a sentence behind one says. */
	#isOfAbsence(at: number, found: DaysInWords): boolean {
		if (this.#context === 'away') return true;
		const ahead = phraseBehind(this.#tokens, found.next, false);
		if (this.#context === 'available' || this.#context === 'other') return ahead === 'away';
		return ahead === 'away' || this.#isFragment(at, found);
	}

	/** Behind the day that a phrase without a meaning for us names. */
	#pass(from: number): number {
		return daysBehind(this.#tokens, from, AT_ONCE)?.next ?? from;
	}

	#resolve(found: DaysInWords, mayBeAgo = 0): Days | undefined {
		return resolveDays(found, this.#received, this.#order, this.#received.minus({ days: mayBeAgo }));
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
