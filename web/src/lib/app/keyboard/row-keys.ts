import { m } from '#texts/generated/messages.js';
import type { Shortcuts } from './shortcuts.svelte.ts';

/** `j` and `k` move the focus through the links `a[data-row]` of a list that is no table; Enter opens one by itself. */
export function addRowKeys(shortcuts: Shortcuts): () => void {
	const move = (by: 1 | -1) => {
		const links = [...document.querySelectorAll<HTMLAnchorElement>('main a[data-row]')].filter(
			(link) => link.offsetParent !== null,
		);
		const here = links.findIndex((link) => link === document.activeElement);
		links[here === -1 ? 0 : Math.min(Math.max(here + by, 0), links.length - 1)]?.focus();
	};
	return shortcuts.add([
		{ keys: 'j', label: m.shortcut_next(), group: 'lists', run: () => move(1) },
		{ keys: 'k', label: m.shortcut_previous(), group: 'lists', run: () => move(-1) },
	]);
}
