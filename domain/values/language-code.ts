/** The languages of the interface, as sign-in keeps them (`texts/` has their words). */
export const LANGUAGE_CODES = ['fr', 'en'] as const;

export type LanguageCode = (typeof LANGUAGE_CODES)[number];

/** A language as a row keeps it; what is none of ours reads as French. */
export function languageCode(kept: string): LanguageCode {
	return LANGUAGE_CODES.find((code) => code === kept) ?? 'fr';
}
