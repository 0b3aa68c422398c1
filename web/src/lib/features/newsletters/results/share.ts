import { FEWEST_FOR_A_SHARE } from '#domain/newsletters/issues/results/result-numbers.ts';
import type { Language } from '#texts/language.ts';

const TAGS: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };

/** « 5,0 % »: a share of people; undefined of so few that one would say nothing. */
export function shareOf(part: number, whole: number, language: Language): string | undefined {
	if (whole < FEWEST_FOR_A_SHARE) return undefined;
	const share = part / whole;
	const digits = part > 0 && share < 0.001 ? 2 : 1;
	return new Intl.NumberFormat(TAGS[language], {
		style: 'percent',
		minimumFractionDigits: digits,
		maximumFractionDigits: digits,
	}).format(share);
}
