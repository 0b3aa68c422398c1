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

/** What ended a run, line by line: cause, who, when, on which mail. */
export interface EndFact {
	id: string;
	title: string;
	says: string;
}

/** A look at a run: when the conditions were asked, and what each said, in the order of asking. */
export interface LookView {
	at: Instant;
	step: number;
	steps: number;
	conditions: ConditionView[];
	/** Of a run that has ended: what ended it stands instead of conditions that no longer count. */
	ending?: EndFact[];
}
