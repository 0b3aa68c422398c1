/** What every act of a page does around its call: says a refusal, refreshes what is shown, offers to undo. */
import { invalidateAll } from '$app/navigation';
import { toast } from 'svelte-sonner';
import { m } from '#texts/generated/messages.js';
import { failureOf, type ShownFailure } from './trpc/client.ts';

/**
 * Runs one act, and answers as soon as it is committed. A refusal is said in its own sentence; the page shows how things
 * stand a moment later, whatever happened.
 *
 * @param takeBack ends what was shown in advance: once the page's own data say it, or at once where it was refused.
 * @param answered says a refusal in a way of its own; false: in its sentence, as any other.
 * @returns what the act answered; undefined where it was refused.
 */
export async function act<T>(
	run: () => Promise<T>,
	takeBack = () => {},
	answered: (failure: ShownFailure) => boolean = () => false,
): Promise<T | undefined> {
	try {
		const answer = await run();
		void invalidateAll().finally(takeBack);
		return answer;
	} catch (thrown) {
		takeBack();
		const failure = failureOf(thrown);
		if (!answered(failure)) toast.error(failure.sentence);
		void invalidateAll();
		return undefined;
	}
}

/** Says what was done, with *Annuler* for ten seconds where it can be taken back. */
export function done(sentence: string, undo?: () => Promise<unknown>, description?: string): void {
	toast.success(sentence, {
		description,
		...(undo
			? {
					action: {
						label: m.act_undo(),
						onClick: () =>
							void act(undo).then((answer) => answer !== undefined && toast.success(m.undone_done())),
					},
				}
			: {}),
	});
}
