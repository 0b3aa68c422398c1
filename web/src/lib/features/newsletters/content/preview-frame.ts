/** What a preview shows of a mail: the widths of a window and of a telephone, in pixels. */
export const WIDTHS = { desk: 600, phone: 390 } as const;

/** The mail under one theme, whatever the reader's own is: its rules for dark screens hold always, or never. */
export function inTheme(html: string, theme: 'light' | 'dark'): string {
	const holds = theme === 'dark' ? 'min-width:0' : 'max-width:0';
	return html.replaceAll('(prefers-color-scheme:dark)', `(${holds})`);
}
