/**
 * How surely a question is answered. `proven`: nothing else explains what was found. `likely`: something else may. `unknown`:
 * nothing answers it.
 */
export const STRENGTHS = ['proven', 'likely', 'unknown'] as const;

export type Strength = (typeof STRENGTHS)[number];

/** An answer to one of the four questions that a mail is asked (docs/design/reading.md). No address and no text stands in it. */
export interface Answer<Is extends string> {
	readonly is: Is;
	readonly strength: Strength;
	/** The rule or the header field that answers; texts/reading.ts says it in words. */
	readonly by: string;
}
