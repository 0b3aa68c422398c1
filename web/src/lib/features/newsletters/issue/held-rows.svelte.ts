/**
 * A list that does not grow under the pointer: what was shown stays, what has gone goes, and what came since waits until it is
 * asked for (*n nouveaux*).
 */
export class HeldRows<Row> {
	readonly #read: () => readonly Row[];
	readonly #keyOf: (row: Row) => string | number;
	#shown: ReadonlySet<string | number> = $state.raw(new Set());
	readonly rows = $derived.by(() => this.#read().filter((row) => this.#shown.has(this.#keyOf(row))));
	readonly waiting = $derived.by(() => this.#read().length - this.rows.length);

	/** @param read the newest rows; those of now are shown. */
	constructor(read: () => readonly Row[], keyOf: (row: Row) => string | number) {
		this.#read = read;
		this.#keyOf = keyOf;
		this.show();
		$effect(() => {
			// Under the first ones of an empty list nothing moves.
			if (this.rows.length === 0 && this.waiting > 0) this.show();
		});
	}

	/** Shows what waits. */
	show(): void {
		this.#shown = new Set(this.#read().map(this.#keyOf));
	}
}
