import type { LanguageCode } from '#domain/values/language-code.ts';
import { salutation } from './salutation.ts';
import type { Greeted } from './salutation.ts';
import type { VariableValues } from './variables.ts';

/** Who is written to, as the variables need it. */
export interface VariableContact extends Greeted {
	readonly function: string | null;
	readonly addressOrigin: string | null;
	readonly company: { readonly name: string; readonly city: string | null };
}

/** Who writes. */
export interface VariableSender {
	readonly firstName: string;
	readonly lastName: string;
	readonly phone: string | null;
}

/** The unsubscribe link of a preview leads nowhere: only a mail that leaves has one of its own. */
export const NO_LINK = '#';

/** The value of each variable of docs/demonstration-world/sequences.md for one contact and one sender, in the language of the mail. */
export function variableValues(
	contact: VariableContact,
	sender: VariableSender,
	unsubscribeUrl: string,
	language: LanguageCode,
): VariableValues {
	return {
		salutation: salutation(contact, language),
		'contact.prenom': contact.firstName ?? '',
		'contact.nom': contact.lastName ?? '',
		'contact.fonction': contact.function ?? '',
		societe: contact.company.name,
		ville: contact.company.city ?? '',
		origine: contact.addressOrigin ?? '',
		'expediteur.prenom': sender.firstName,
		'expediteur.nom': sender.lastName,
		'expediteur.telephone': sender.phone ?? '',
		lien_desinscription: unsubscribeUrl,
	};
}
