/** An edit that met somebody else's: what both changed is asked field by field, the rest is brought together. */
import { mergeEdit } from '#domain/values/merge-edit.ts';

export type Side = 'theirs' | 'mine';

/** One field that both changed. */
export interface Collision {
	field: string;
	label: string;
	theirs: string;
	mine: string;
}

/** How a form's fields are called, and how their values read. */
export interface FieldWords<F extends object> {
	label: (field: keyof F & string) => string;
	/** Left out: as it is written. */
	words?: (field: keyof F & string, value: F[keyof F]) => string;
}

export class EditConflict<F extends object> {
	/** What is asked now; null: nothing. */
	collisions = $state.raw<Collision[] | null>(null);
	#settle: (sides: Record<string, Side> | null) => void = () => {};

	/**
	 * Brings `mine` together with what was saved since `base`, asking where both changed the same field.
	 *
	 * @returns the form to save next; null where the person wants to think first.
	 */
	async settle(base: F, mine: F, theirs: F, { label, words = said }: FieldWords<F>): Promise<F | null> {
		const { merged, collisions } = mergeEdit<F>(base, mine, theirs);
		if (collisions.length === 0) return merged;
		const sides = await new Promise<Record<string, Side> | null>((settle) => {
			this.#settle = settle;
			this.collisions = collisions.map((field) => ({
				field,
				label: label(field),
				theirs: words(field, theirs[field]),
				mine: words(field, mine[field]),
			}));
		});
		this.collisions = null;
		if (!sides) return null;
		for (const field of collisions) if (sides[field] === 'theirs') merged[field] = theirs[field];
		return merged;
	}

	choose(sides: Record<string, Side>): void {
		this.#settle(sides);
	}

	putOff(): void {
		this.#settle(null);
	}
}

const said = (_: string, value: unknown): string =>
	Array.isArray(value) ? value.join('\n') : String(value ?? '');
