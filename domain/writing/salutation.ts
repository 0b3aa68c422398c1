/** What is known of the person who is greeted. */
export interface Greeted {
	readonly civility?: 'madame' | 'monsieur' | null;
	readonly firstName?: string | null;
	readonly lastName?: string | null;
}

/**
 * The variable `salutation` (5.6-22, A.7): « Bonjour Madame Ronsavel, » when title and last name are known, « Bonjour
 * Dominique, » when only the first name may be used, « Bonjour, » otherwise. It never guesses a title.
 */
export function salutation({ civility, firstName, lastName }: Greeted): string {
	const last = lastName?.trim();
	const first = firstName?.trim();
	if (civility && last) return `Bonjour ${civility === 'madame' ? 'Madame' : 'Monsieur'} ${last},`;
	return first ? `Bonjour ${first},` : 'Bonjour,';
}
