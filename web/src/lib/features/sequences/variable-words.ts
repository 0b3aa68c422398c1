import type { LanguageCode } from '#domain/values/language-code.ts';
import { m } from '#texts/generated/messages.js';

const WORDS: Record<string, () => string> = {
	salutation: m.variable_salutation,
	societe: m.variable_societe,
	origine: m.variable_origine,
	'expediteur.prenom': m.variable_expediteur_prenom,
	'expediteur.nom': m.variable_expediteur_nom,
	'expediteur.telephone': m.variable_expediteur_telephone,
	lien_desinscription: m.variable_lien_desinscription,
};

/** Fallbacks that docs/demonstration-world/sequences.md uses, in the language of the mail, not of the screen. */
const USUAL: Record<string, Record<LanguageCode, string>> = {
	societe: { fr: 'vous', en: 'your company' },
	origine: { fr: 'dans des sources publiques', en: 'in public sources' },
	'expediteur.telephone': { fr: 'numéro indiqué dans ma signature', en: 'the number in my signature' },
};

/** The word of a variable on its chip; an unknown one goes by its own name. */
export function variableWord(name: string): string {
	return WORDS[name]?.() ?? name;
}

/** The fallback that is offered for a variable. */
export function usualFallback(name: string, language: LanguageCode): string {
	return USUAL[name]?.[language] ?? '';
}

/** True for one that may have no value, and so needs a fallback (5.3-8). */
export function needsFallback(name: string): boolean {
	return Object.hasOwn(USUAL, name);
}
