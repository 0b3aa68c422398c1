/** A part of a list, and the cursor of what follows it; null at the end. */
interface Part<Row> {
	rows: readonly Row[];
	next: string | null;
}

/**
 * A list and what was read on from its first part. Rows read on belong to the first part that they followed: they are
 * dropped once it ends elsewhere, as after another filter.
 */
export class ReadOn<Row> {
	readonly #first: () => Part<Row>;
	readonly #read: (cursor: string) => Promise<Part<Row>>;
	#further = $state.raw<Part<Row> & { of: string | null }>();
	readonly #present = $derived.by(() => {
		const first = this.#first();
		const further = this.#further?.of === first.next ? this.#further : undefined;
		return further ? { rows: [...first.rows, ...further.rows], next: further.next } : first;
	});

	/** `first` gives the part that the page was loaded with, `read` the part after a cursor. */
	constructor(first: () => Part<Row>, read: (cursor: string) => Promise<Part<Row>>) {
		this.#first = first;
		this.#read = read;
	}

	get rows(): readonly Row[] {
		return this.#present.rows;
	}

	get next(): string | null {
		return this.#present.next;
	}

	/** Reads the part after the cursor; the answer is left aside where the list became another one meanwhile. */
	readonly more = async (cursor: string): Promise<void> => {
		const of = this.#first().next;
		const answer = await this.#read(cursor);
		if (this.#first().next !== of || this.next !== cursor) return;
		const before = this.#further?.of === of ? this.#further.rows : [];
		this.#further = { of, rows: [...before, ...answer.rows], next: answer.next };
	};
}
