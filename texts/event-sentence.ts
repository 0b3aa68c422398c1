import type { Instant } from './format.ts';
import type { Language } from './language.ts';
import type { PriorityWord, TagTold } from './priorities-and-tags.ts';

/** A relance as an event tells it; `dueOn` is a calendar day. */
export interface RelanceTold {
	dueOn: Instant;
	priority: PriorityWord;
}

/** What event sentences may need; names are added by who shows them. A missing one reads « – ». */
export interface EventFacts {
	contact?: string | null;
	company?: string | null;
	sequence?: string | null;
	newsletter?: string | null;
	routine?: string | null;
	step?: number | null;
	/** `until`, `to`, `returnAt` of the event. */
	until?: Instant | null;
	/** How it came about, where a kind has several ways: `how`, `cause`, `decision`, `act` of the event. */
	how?: string | null;
	count?: number | null;
	permanent?: boolean | null;
	/** A report that named an address alone. */
	isByAddress?: boolean;
	/** What a doubtful mail may be, and what a person said that it is (codes of texts/reading.ts). */
	readings?: readonly string[] | null;
	reading?: string | null;
	verdict?: 'success' | 'failure' | null;
	relance?: RelanceTold | null;
	previousRelance?: RelanceTold | null;
	tag?: TagTold | null;
	previousTag?: TagTold | null;
	/** Where a link of a mail leads, without its scheme. */
	link?: string | null;
	/** She wants neither opens nor clicks measured. */
	refusesMeasuring?: boolean;
}

/** What of the facts sentences are made of, in words. */
export interface Words {
	contact: string;
	company: string;
	sequence: string;
	newsletter: string;
	routine: string;
	step: string;
	until: string;
	untilDay: string;
	moment: string;
	count: string;
	verdict: string;
	day: string;
	previousDay: string;
	priority: string;
	tag: string;
	previousTag: string;
	link: string;
}

/** One sentence of an event. */
export type Sentence = (words: Words, options: { locale: Language }, facts: EventFacts) => string;

/** What stands where a fact is missing. */
export const MISSING = '–';

/** Chooses the sentence by a fact of the event. */
export function either(test: (facts: EventFacts) => unknown, yes: Sentence, no: Sentence): Sentence {
	return (words, options, facts) => (test(facts) ? yes : no)(words, options, facts);
}

/** Chooses the sentence by how it came about; the first one stands for ways that have none of their own. */
export function byHow(sentences: Record<string, Sentence>): Sentence {
	const [usual] = Object.values(sentences);
	return (words, options, facts) => (sentences[facts.how ?? ''] ?? usual!)(words, options, facts);
}
