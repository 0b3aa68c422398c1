import type { VerdictSituation } from '../verdict-situation.ts';
import type { Answer } from './answer.ts';

/** What its writer says now: words of their own, or nothing but what was quoted and attached. */
export type Said = 'words' | 'nothing';

/** Question 3: what do they say themselves? Quotation, footer and attachments are none of it. */
export function whatIsSaid({ saysSomething }: VerdictSituation): Answer<Said> {
	return saysSomething
		? { is: 'words', strength: 'proven', by: 'new-text' }
		: { is: 'nothing', strength: 'proven', by: 'no-new-text' };
}
