import type { Instant } from '#texts/format.ts';

/** One condition as it was asked: what it answered, until when, on what evidence. */
export interface ConditionView {
	id: string;
	title: string;
	answer: 'passes' | 'waits' | 'holds' | 'stops' | 'not-asked';
	/** In words; without it the answer's own word stands. */
	says?: string;
	until?: Instant | null;
	evidence?: string | null;
}

/** A look at a run: when the conditions were asked, and what each said, in the order of asking. */
export interface LookView {
	at: Instant;
	step: number;
	steps: number;
	conditions: ConditionView[];
	ended?: boolean;
}
