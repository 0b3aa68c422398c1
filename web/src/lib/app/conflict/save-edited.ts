import { failureOf } from '#lib/app/trpc/client.ts';
import type { EditConflict, FieldWords } from './edit-conflict.svelte.ts';

/** A form to save, and what it began with. */
export interface Edited<F extends object> {
	base: F;
	mine: F;
	save: (mine: F, base: F) => Promise<unknown>;
	/** Reads what somebody else saved meanwhile. */
	readAgain: () => Promise<F>;
	words: FieldWords<F>;
}

/**
 * Saves a form; where somebody saved the same one meanwhile, brings both together, asks where both changed one field, and
 * saves again.
 *
 * @returns what was saved; null where the person wants to think first.
 * @throws whatever else the save throws.
 */
export async function saveEdited<F extends object>(
	conflict: EditConflict<F>,
	{ base, mine, save, readAgain, words }: Edited<F>,
): Promise<F | null> {
	for (let [from, form] = [base, mine]; ;) {
		try {
			await save(form, from);
			return form;
		} catch (thrown) {
			if (failureOf(thrown).code !== 'changed-meanwhile') throw thrown;
		}
		const theirs = await readAgain();
		const settled = await conflict.settle(from, form, theirs, words);
		if (!settled) return null;
		[from, form] = [theirs, settled];
	}
}
