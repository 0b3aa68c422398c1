/** Who reads this page, and when it is for them: language, zone and the one clock, ticking in the browser. */
import { createContext } from 'svelte';
import type { Language } from '#texts/language.ts';
import type { Reader } from '#texts/format.ts';

/** What the server says about the reader at each load. */
export interface ReaderFacts {
	language: Language;
	timeZone: string;
	/** Domain time on the server when the page was made. */
	now: Date;
}

/** The clock shown to a reader is never more than this behind, in milliseconds. */
const TICK = 10_000;

/** Domain time as the browser keeps it: the server's instant, moved on by the browser's own clock. */
export class PageReader implements Reader {
	language: Language = $state('fr');
	timeZone: string = $state('Europe/Paris');
	now: Date = $state(new Date(0));
	#base = 0;
	#readAt = 0;

	constructor(facts: ReaderFacts) {
		this.take(facts);
	}

	/** Takes over what a newer load said. */
	take(facts: ReaderFacts): void {
		this.language = facts.language;
		this.timeZone = facts.timeZone;
		this.#base = facts.now.getTime();
		this.#readAt = performance.now();
		this.now = facts.now;
	}

	/** Lets the clock run; call it in an effect. Answers what stops it. */
	tick(): () => void {
		const timer = setInterval(() => {
			this.now = new Date(this.#base + performance.now() - this.#readAt);
		}, TICK);
		return () => clearInterval(timer);
	}
}

export const [getReader, setReader] = createContext<Reader>();
