/**
 * Keyboard shortcuts: `/`, `g` then a letter, `j`, `k`, `x`… A page declares its own while it is shown; one
 * listener in the frame runs them. Nothing fires while somebody types or a window is open over the page.
 */
import { createContext, untrack } from 'svelte';
import { m } from '#texts/generated/messages.js';

export interface Shortcut {
	/** One key (`e`, `?`), two in a row (`g s`), or `mod+k` for Ctrl or ⌘. */
	keys: string;
	label: string;
	group: 'everywhere' | 'lists' | 'sheet';
	run: () => void;
}

/** How long the second key of `g s` may take, in milliseconds. */
const SECOND_KEY_WITHIN = 1_200;

export class Shortcuts {
	list: Shortcut[] = $state.raw([]);
	#first: { key: string; at: number } | undefined;

	/** Adds shortcuts for as long as the caller is shown: use it as `$effect(() => shortcuts.add([...]))`. */
	add(added: Shortcut[]): () => void {
		// Untracked: an effect that adds must not run again because the list changed.
		untrack(() => (this.list = [...this.list, ...added]));
		return () => untrack(() => (this.list = this.list.filter((one) => !added.includes(one))));
	}

	/** Runs what a press of plain keys means, the newest declaration first. */
	press(event: KeyboardEvent): void {
		if (event.defaultPrevented || event.altKey || hasModifier(event)) return;
		if (isTyping(event.target) || isWindowOpen()) return;
		const key = nameOf(event);
		if (this.#run(this.#withFirst(key, event.timeStamp), event)) this.#first = undefined;
		else this.#first = { key, at: event.timeStamp };
	}

	/** The same for Ctrl or ⌘ with a key. Asked before the focused control is, which may take Ctrl ↵ for a plain Enter. */
	pressWithModifier(event: KeyboardEvent): void {
		if (event.altKey || !hasModifier(event)) return;
		if (this.#run(`mod+${nameOf(event)}`, event)) event.stopPropagation();
	}

	#run(keys: string, event: KeyboardEvent): boolean {
		const shortcut = this.list.findLast((one) => one.keys === keys);
		if (!shortcut) return false;
		event.preventDefault();
		shortcut.run();
		return true;
	}

	#withFirst(key: string, at: number): string {
		const first = this.#first;
		if (!first || at - first.at > SECOND_KEY_WITHIN) return key;
		const both = `${first.key} ${key}`;
		return this.list.some((one) => one.keys === both) ? both : key;
	}
}

/** `g s` as it is written on keys: « G puis S » would need words, two keys side by side need none. */
export function keyNames(keys: string): string[] {
	const names: Record<string, string> = { enter: '↵', Escape: m.key_escape() };
	return keys
		.split(' ')
		.map((key) =>
			key.startsWith('mod+') ? `Ctrl ${key.slice(4).toUpperCase()}` : (names[key] ?? key.toUpperCase()),
		);
}

function hasModifier({ ctrlKey, metaKey }: KeyboardEvent): boolean {
	return ctrlKey || metaKey;
}

function nameOf({ key }: KeyboardEvent): string {
	return key.length === 1 ? key.toLowerCase() : key;
}

function isTyping(target: EventTarget | null): boolean {
	return (
		target instanceof HTMLElement &&
		target.matches('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]')
	);
}

function isWindowOpen(): boolean {
	return document.querySelector('[role=dialog][data-state=open], [role=menu][data-state=open]') !== null;
}

export const [getShortcuts, setShortcuts] = createContext<Shortcuts>();
