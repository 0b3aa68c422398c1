/** Light, dark, or as the system: kept in a cookie, so that the first byte already has the right colours. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_COOKIE = 'theme';
export const RAIL_COOKIE = 'rail';
export const LANGUAGE_COOKIE = 'language';

/** A year, in seconds. */
const KEEP = 31_536_000;

/** The theme a cookie's value names; `system` for anything else. */
export function themeOf(value: string | undefined): Theme {
	return value === 'light' || value === 'dark' ? value : 'system';
}

/** Changes the theme of this device at once and for the next pages. Browser only. */
export function chooseTheme(theme: Theme): void {
	document.documentElement.dataset.theme = theme;
	keep(THEME_COOKIE, theme);
}

/** Keeps a preference of this device. Browser only. */
export function keep(name: string, value: string): void {
	document.cookie = `${name}=${value}; path=/; max-age=${KEEP}; samesite=lax`;
}
