import { languageCode } from '#domain/values/language-code.ts';
import { NO_LINK, variableValues, type VariableSender } from '#domain/writing/variable-values.ts';
import type { Greeted } from '#domain/writing/salutation.ts';

/** What the variables of a letter may say of a recipient and of who writes to her. */
export interface RecipientFacts extends Greeted {
	readonly function: string | null;
	readonly addressOrigin: string | null;
	readonly companyName: string;
	readonly town: string | null;
	/** Whose mailbox it leaves from, else the newsletter's owner. */
	readonly writer: VariableSender;
}

/** The values of the variables that a letter names; one that is missing or blank says its fallback when the mail is filled. */
export function valuesOfRecipient(
	{ companyName, town, writer, ...contact }: RecipientFacts,
	names: readonly string[],
	language: string,
): Record<string, string> {
	const company = { name: companyName, city: town };
	const values = variableValues({ ...contact, company }, writer, NO_LINK, languageCode(language));
	const named = names.filter((name) => name !== 'lien_desinscription' && Object.hasOwn(values, name));
	return Object.fromEntries(named.map((name) => [name, values[name as keyof typeof values] ?? '']));
}
