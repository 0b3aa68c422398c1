import type { NewHit } from '../hits/hit.ts';
import { judgedOf, type Judged } from './judge-mail.ts';
import { RULES } from './signs.ts';
import { signsOfHit } from './signs-of-hit.ts';

/** Judges a load of whom nothing is kept: at once, by what it says itself, since later nothing of that is left. */
export function judgeAnonymous({ method, network, userAgent, purpose }: NewHit): Judged & { rules: number } {
	return { ...judgedOf(signsOfHit({ use: 'open', method, network, userAgent, purpose })), rules: RULES };
}
