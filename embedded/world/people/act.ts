import type { LetterKey } from '#prisma/demo/letters.ts';

/** How a letter of a person relates to our mail (docs/demonstration-world/behaviours.md). */
export type LetterStyle = 'in-thread' | 'without-references' | 'new-thread';

/** What an automatic reply is. */
export type AutomaticKind = 'away-until' | 'away-undated' | 'left-company' | 'acknowledges' | 'challenges';

/** Something that somebody of the world will do about one mail; kept as JSON until it is done. */
export type Act =
	| {
			readonly kind: 'letter';
			readonly style: LetterStyle;
			/** Address of the writer: the person, the person's other address, or a colleague. */
			readonly from: string;
			readonly letter: LetterKey;
			/** Instead of the letter's text, typed in *Monde de démonstration*. */
			readonly text?: string;
			/** Written by a colleague of the user whose mail it is about, to that user alone (5.7-2). */
			readonly isInHouse?: boolean;
	  }
	| {
			/** Answers nothing: somebody writes first (5.6-7). */
			readonly kind: 'first-letter';
			readonly from: string;
			/** A mailbox of ours. */
			readonly to: string;
			readonly letter: LetterKey;
			readonly text?: string;
	  }
	| {
			readonly kind: 'automatic';
			readonly automatic: AutomaticKind;
			readonly from: string;
			readonly letter: LetterKey;
			/** Domain instant of the return that the reply states, in milliseconds. */
			readonly returnsAt?: number;
	  }
	| { readonly kind: 'bounce' | 'bounce-in-words' | 'complaint' }
	| { readonly kind: 'object' | 'one-click' | 'refuse-measuring' | 'open' | 'click' | 'machine-open' }
	/** `address` is the mailbox of ours whose password changes. */
	| { readonly kind: 'lose-password'; readonly address: string };

/** An act and its domain instant. */
export interface PlannedAct {
	readonly at: Date;
	readonly act: Act;
}
