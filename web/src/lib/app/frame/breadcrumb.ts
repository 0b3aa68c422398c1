import { createContext } from 'svelte';

/**
 * One step of "where am I": two at most (docs/design/interface.md#frame). The last one is the page itself. Pages set
 * their place by `data.crumbs`, returned from their load, so that it is there before any script.
 */
export interface Crumb {
	label: string;
	href?: string;
}

export interface PaletteHandle {
	open(): void;
}

export const [getPalette, setPalette] = createContext<PaletteHandle>();
