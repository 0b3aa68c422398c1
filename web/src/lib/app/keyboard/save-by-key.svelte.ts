import { m } from '#texts/generated/messages.js';
import { getShortcuts } from './shortcuts.svelte.ts';

/** Ctrl or ⌘ S saves a form while it is shown. Call it while the form is made. */
export function saveByKey(save: () => unknown, isShown: () => boolean = () => true): void {
	const shortcuts = getShortcuts();
	$effect(() => {
		if (!isShown()) return;
		return shortcuts.add([
			{ keys: 'mod+s', label: m.shortcut_save(), group: 'sheet', run: () => void save() },
		]);
	});
}
