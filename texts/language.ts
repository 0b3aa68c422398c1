import { overwriteGetLocale } from './generated/runtime.js';

/** The languages of the interface. French is the reference. */
export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** True for the code of a language the interface speaks. */
export function isLanguage(value: unknown): value is Language {
	return value === 'fr' || value === 'en';
}

/**
 * Tells the compiled messages where to read the reader's language when a caller names none. The web app
 * hands in the request's (server) or the page's (browser); activities and tests name the language per call.
 */
export function readLanguageFrom(source: () => Language): void {
	overwriteGetLocale(source);
}

/**
 * The best language for an Accept-Language header (RFC 9110, 12.5.4): the first one with the highest
 * quality that the interface speaks; French where none fits.
 */
export function preferredLanguage(acceptLanguage: string | null): Language {
	const wishes = (acceptLanguage ?? '')
		.split(',')
		.map((part) => {
			const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
			const quality = parameters.map((p) => p.trim()).find((p) => p.startsWith('q='));
			return { language: tag.split('-')[0], quality: quality ? Number(quality.slice(2)) : 1 };
		})
		.filter((wish) => wish.quality > 0)
		.sort((a, b) => b.quality - a.quality);
	return wishes.map((wish) => wish.language).find(isLanguage) ?? 'fr';
}
