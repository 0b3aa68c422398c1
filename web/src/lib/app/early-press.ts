/**
 * Does what was pressed, or sent from a form, while the page could be read and its script did not run yet: on a slow line that
 * is seconds, and a form would be sent by the browser, with what was typed in the address. It was kept by
 * `web/static/early-press.js`. Call it once the page answers.
 */
export function doEarlyPress(): void {
	const { earlyPress } = window;
	if (!earlyPress) return;
	delete window.earlyPress;
	for (const type of ['click', 'submit']) removeEventListener(type, earlyPress.keep, true);
	const { kept } = earlyPress;
	if (!kept?.isConnected) return;
	if (kept instanceof HTMLFormElement) kept.requestSubmit();
	else kept.click();
}
