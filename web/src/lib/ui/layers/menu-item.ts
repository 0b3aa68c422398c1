import type { Component } from 'svelte';

export interface MenuItem {
	label: string;
	icon?: Component<{ size?: number }>;
	/** A place to go, or … */
	href?: string;
	/** … something to do. */
	run?: () => void;
	/** Shows a check mark: one of several choices. */
	chosen?: boolean;
	danger?: boolean;
	disabled?: boolean;
	shortcut?: string;
}

/** A titled group of items; groups are separated by a line. */
export interface MenuGroup {
	title?: string;
	items: MenuItem[];
}
