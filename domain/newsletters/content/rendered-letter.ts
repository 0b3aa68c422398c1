/** What stands between two slots, or a slot. */
export type Piece = string | { readonly slot: string };

/** A link of a letter, by the order in which it stands in it; from 1. */
export interface LetterLink {
	readonly number: number;
	readonly url: string;
	/** False: it leaves as it is, and no slot stands for it. */
	readonly isTracked: boolean;
}

/**
 * A letter compiled once for all recipients. Pieces are joined with a value for each slot: as it is in `subject` and `text`,
 * escaped in `html` but for `signature`, which is HTML there and plain text in `text`.
 *
 * Slots: `link.<number>` (tracked links only), `unsubscribe`, `browser`, `measuring` (the page that refuses measuring),
 * `pixel`, `signature`; every other is a variable with its fallback, see `valueOfSlot`.
 */
export interface RenderedLetter {
	readonly subject: readonly Piece[];
	readonly html: readonly Piece[];
	readonly text: readonly Piece[];
	readonly links: readonly LetterLink[];
	/** Names of the variables that it uses, each once: what a snapshot keeps of each recipient. */
	readonly variables: readonly string[];
}
