/** How long a browser that knows no quiet moments (Safari), or has none, is left alone, in milliseconds. */
const A_WHILE = 1_000;

/** Does something in the browser's next quiet moment: what a page will want soon, and its first look does without. */
export function whenQuiet(work: () => void): void {
	if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: A_WHILE });
	else setTimeout(work, A_WHILE);
}
