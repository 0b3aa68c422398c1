/** A notification of the flag, as far as it matters whether it has just come. */
interface Risen {
	readonly id: string;
	readonly createdAt: Date;
}

/**
 * The notifications that came since a page looked last. A page sees the newest open ones only: one that comes into sight
 * because others were treated is old, and rises no second time.
 */
export class NewlyRisen {
	#seen = new Set<string>();
	#newest: number | undefined;

	/** @param rows the newest open ones. @returns those that are new; none at the first look. */
	among<R extends Risen>(rows: readonly R[]): R[] {
		const before = this.#newest;
		const risen =
			before === undefined
				? []
				: rows.filter(({ id, createdAt }) => createdAt.getTime() >= before && !this.#seen.has(id));
		for (const { id } of rows) this.#seen.add(id);
		this.#newest = Math.max(before ?? 0, ...rows.map(({ createdAt }) => createdAt.getTime()));
		return risen;
	}
}
