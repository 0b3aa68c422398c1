import type { LanguageCode } from '#domain/values/language-code.ts';

/** The words of the locked footer, in the language of the letter (docs/demonstration-world/later.md, R-78, 5.7-11). */
export const FOOTER_WORDS: Readonly<
	Record<LanguageCode, { reason: string; unsubscribe: string; measuring: string; browser: string }>
> = {
	fr: {
		reason: 'Vous recevez cette lettre parce que vous y êtes inscrit ou inscrite.',
		unsubscribe: 'Se désinscrire',
		measuring: 'Refuser la mesure',
		browser: 'Voir dans le navigateur',
	},
	en: {
		reason: 'You receive this letter because you are subscribed to it.',
		unsubscribe: 'Unsubscribe',
		measuring: 'Refuse measuring',
		browser: 'View in the browser',
	},
};

/** How a colon stands between words and an address, in plain text. */
export const COLON: Readonly<Record<LanguageCode, string>> = { fr: '\u00a0: ', en: ': ' };
