import type { Duration } from './duration.ts';
import type { LetterKey } from './letters.ts';

/**
 * What a person of the demonstration world, or the server of that person's company, does with a mail
 * (docs/demonstration-world/behaviours.md). Delays are domain time and count from the mail's arrival. `step` is the
 * place of the mail among those of its sender in one thread, from 1.
 */
export type DemoBehaviour =
	| { readonly does: 'silent' }
	| {
			readonly does: 'answers';
			readonly step: number;
			readonly after: Duration;
			readonly letter: LetterKey;
			/** A second mail, so long after the first. */
			readonly thenAgain?: { readonly after: Duration; readonly letter: LetterKey };
	  }
	| {
			readonly does: 'answers-other-address';
			readonly step: number;
			readonly after: Duration;
			readonly letter: LetterKey;
			readonly from: string;
	  }
	| {
			readonly does: 'answers-without-references' | 'answers-new-thread' | 'asks-removal';
			readonly step: number;
			readonly after: Duration;
			readonly letter: LetterKey;
	  }
	| {
			readonly does: 'colleague-answers';
			readonly step: number;
			readonly after: Duration;
			readonly letter: LetterKey;
			/** Number of the colleague in A.4. */
			readonly colleague: number;
	  }
	| {
			readonly does: 'away-until';
			readonly after: Duration;
			readonly letter: LetterKey;
			/** The return date that the reply states: so many days after the mail. */
			readonly returnsAfterDays: number;
	  }
	| { readonly does: 'away-undated'; readonly after: Duration; readonly letter: LetterKey }
	| { readonly does: 'left-company'; readonly after: Duration; readonly letter: LetterKey }
	| { readonly does: 'acknowledges'; readonly after: Duration; readonly letter: LetterKey }
	| {
			readonly does: 'challenges';
			readonly after: Duration;
			readonly letter: LetterKey;
			readonly from: string;
	  }
	| { readonly does: 'unknown-recipient' | 'policy-refuses' }
	| { readonly does: 'mailbox-full'; readonly during: Duration }
	| { readonly does: 'greylists'; readonly during: Duration }
	| { readonly does: 'cuts-connection' }
	| { readonly does: 'bounces-later' | 'bounces-in-words' | 'complains'; readonly after: Duration }
	| { readonly does: 'unsubscribes'; readonly step: number; readonly after: Duration }
	| { readonly does: 'one-click' | 'refuses-measuring'; readonly after: Duration }
	| { readonly does: 'opens'; readonly after: Duration }
	| { readonly does: 'clicks'; readonly step: number; readonly after: Duration }
	| { readonly does: 'machine-opens'; readonly after: Duration };

export type DemoBehaviourKey = DemoBehaviour['does'];
