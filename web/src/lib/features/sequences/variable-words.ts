import type { LanguageCode } from '#domain/values/language-code.ts';
import { m } from '#texts/generated/messages.js';

const WORDS: Record<string, () => string> = {
	salutation: m.variable_salutation,
	'contact.prenom': m.variable_contact_prenom,
	'contact.nom': m.variable_contact_nom,
	'contact.fonction': m.variable_contact_fonction,
	societe: m.variable_societe,
	ville: m.variable_ville,
	origine: m.variable_origine,
	'expediteur.prenom': m.variable_expediteur_prenom,
	'expediteur.nom': m.variable_expediteur_nom,
	'expediteur.telephone': m.variable_expediteur_telephone,
	lien_desinscription: m.variable_lien_desinscription,
};

/** Fallbacks that docs/demonstration-world/sequences.md uses, in the language of the mail, not of the screen. */
const USUAL: Record<string, Record<LanguageCode, string>> = {
	'contact.fonction': { fr: 'votre fonction', en: 'your role' },
	societe: { fr: 'vous', en: 'your company' },
	ville: { fr: 'votre région', en: 'your area' },
	origine: { fr: 'dans des sources publiques', en: 'in public sources' },
	'expediteur.telephone': { fr: 'numéro indiqué dans ma signature', en: 'the number in my signature' },
};

/** The word of a variable on its chip; an unknown one goes by its own name. */
export function variableWord(name: string): string {
	return WORDS[name]?.() ?? name;
}

/** The fallback that is offered for a variable; empty for one that nothing stands in for, such as a name. */
export function usualFallback(name: string, language: LanguageCode): string {
	return USUAL[name]?.[language] ?? '';
}
