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

/** Fallbacks that docs/demonstration-world/sequences.md uses; mails are French whatever the language of the screen. */
const USUAL: Record<string, string> = {
	societe: 'vous',
	origine: 'dans des sources publiques',
	'expediteur.telephone': 'numéro indiqué dans ma signature',
};

/** The word of a variable on its chip; an unknown one goes by its own name. */
export function variableWord(name: string): string {
	return WORDS[name]?.() ?? name;
}

/** The fallback that is offered for a variable. */
export function usualFallback(name: string): string {
	return USUAL[name] ?? '';
}

/** True for one that may have no value, and so needs a fallback (5.3-8). */
export function needsFallback(name: string): boolean {
	return Object.hasOwn(USUAL, name);
}
