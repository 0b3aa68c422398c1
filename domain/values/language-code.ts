/** The languages of the interface, as sign-in keeps them (`texts/` has their words). */
export const LANGUAGE_CODES = ['fr', 'en'] as const;

export type LanguageCode = (typeof LANGUAGE_CODES)[number];
