// What is pressed or sent before the page's own script runs waits for it (web/src/lib/app/early-press.ts).

/** @type {NonNullable<Window['earlyPress']>} */
const early = {
	keep(event) {
		const { target } = event;
		if (event instanceof SubmitEvent && target instanceof HTMLFormElement) {
			// The browser sends these as well as the page's script would.
			if (target.method === 'post' || target.hasAttribute('action')) return;
			event.preventDefault();
			early.kept = event.submitter ?? target;
		} else if (target instanceof Element) {
			const button = target.closest('button');
			if (button && (button.type === 'button' || !button.form)) early.kept = button;
		}
	},
};
window.earlyPress = early;
for (const type of ['click', 'submit']) addEventListener(type, early.keep, true);
