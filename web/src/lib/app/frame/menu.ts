/**
 * The entries of the left rail in their order (docs/design/interface.md#frame), with the letter that goes there after
 * `g`.
 */
import type { Component } from 'svelte';
import Activity from '@lucide/svelte/icons/activity';
import Building from '@lucide/svelte/icons/building-2';
import Flag from '@lucide/svelte/icons/flag';
import Globe from '@lucide/svelte/icons/globe';
import ListOrdered from '@lucide/svelte/icons/list-ordered';
import Newspaper from '@lucide/svelte/icons/newspaper';
import Repeat from '@lucide/svelte/icons/repeat';
import Settings from '@lucide/svelte/icons/settings';
import Sun from '@lucide/svelte/icons/sun';
import UsersRound from '@lucide/svelte/icons/users-round';
import { m } from '#texts/generated/messages.js';

export interface MenuEntry {
	id:
		| 'today'
		| 'companies'
		| 'contacts'
		| 'relances'
		| 'sequences'
		| 'engagements'
		| 'newsletters'
		| 'runs'
		| 'world'
		| 'settings';
	href: string;
	label: () => string;
	icon: Component<{ size?: number }>;
	/** The letter after `g`. */
	letter: string;
	/** Stands apart, after a line. */
	apart?: boolean;
}

const entries: MenuEntry[] = [
	{ id: 'today', href: '/today', label: m.nav_today, icon: Sun, letter: 'a' },
	{ id: 'companies', href: '/companies', label: m.nav_companies, icon: Building, letter: 's' },
	{ id: 'contacts', href: '/contacts', label: m.nav_contacts, icon: UsersRound, letter: 'c' },
	{ id: 'relances', href: '/relances', label: m.nav_relances, icon: Flag, letter: 'r' },
	{ id: 'sequences', href: '/sequences', label: m.nav_sequences, icon: ListOrdered, letter: 'q' },
	{ id: 'engagements', href: '/engagements', label: m.nav_engagements, icon: Repeat, letter: 'e' },
	{ id: 'newsletters', href: '/newsletters', label: m.nav_newsletters, icon: Newspaper, letter: 'l' },
];

const runs: MenuEntry = { id: 'runs', href: '/runs', label: m.nav_runs, icon: Activity, letter: 'x' };
const world: MenuEntry = {
	id: 'world',
	href: '/world',
	label: m.nav_world,
	icon: Globe,
	letter: 'm',
	apart: true,
};

/** Settings stand at the foot of the rail, beside the notifications. */
export const settingsEntry: MenuEntry = {
	id: 'settings',
	href: '/settings',
	label: m.nav_settings,
	icon: Settings,
	letter: 'p',
};

/** What this person's rail holds: support sees runs only; the demonstration world exists in the sandbox alone. */
export function menuFor(kind: 'user' | 'support', sandbox: boolean): MenuEntry[] {
	const own = kind === 'support' ? [runs] : entries;
	// Its people belong to a subscription.
	return sandbox && kind === 'user' ? [...own, world] : own;
}

/** The four entries of the bottom bar on a phone; *Menu* is the fifth. */
export function bottomBarFor(menu: MenuEntry[]): MenuEntry[] {
	const wanted = ['today', 'companies', 'relances', 'engagements', 'runs', 'world'];
	return menu.filter((entry) => wanted.includes(entry.id)).slice(0, 4);
}

/** True while `pathname` lies under an entry. */
export function isCurrent(entry: MenuEntry, pathname: string): boolean {
	return pathname === entry.href || pathname.startsWith(`${entry.href}/`);
}
