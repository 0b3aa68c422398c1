import type { LanguageCode } from '#domain/values/language-code.ts';

/** What is known of the person who is greeted. */
export interface Greeted {
	readonly civility?: 'madame' | 'monsieur' | null;
	readonly firstName?: string | null;
	readonly lastName?: string | null;
}

/** How each language greets with a title, by first name, and nobody in particular. */
const GREETINGS = {
	fr: { madame: 'Bonjour Madame', monsieur: 'Bonjour Monsieur', informal: 'Bonjour' },
	en: { madame: 'Dear Ms', monsieur: 'Dear Mr', informal: 'Hello' },
} as const satisfies Record<LanguageCode, Record<string, string>>;

/**
 * The variable `salutation` (5.6-22, A.7): « Bonjour Madame Ronsavel, » when title and last name are known, « Bonjour
 * Dominique, » when only the first name may be used, « Bonjour, » otherwise; “Dear Ms Ronsavel,”, “Hello Dominique,” and
 * “Hello,” in English. It never guesses a title.
 */
export function salutation({ civility, firstName, lastName }: Greeted, language: LanguageCode): string {
	const greeting = GREETINGS[language];
	const last = lastName?.trim();
	const first = firstName?.trim();
	if (civility && last) return `${greeting[civility]} ${last},`;
	return first ? `${greeting.informal} ${first},` : `${greeting.informal},`;
}
