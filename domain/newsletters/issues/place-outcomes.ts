/**
 * What became of a place of a window, one letter a place (docs/design/relays.md#outcomes):
 *
 * - `armed`: it may have left; its answer is awaited.
 * - `accepted`, `rejected`: what the relay answered.
 * - `uncertain`: whoever sent it was lost before the answer; never sent again by itself.
 * - `leftOut`: a gate was closed when its window was armed.
 * - `waitsAgain`: known not to have left, or to be sent again at a person's word: a later window takes it.
 * - `elsewhere`: a later window took it, or the snapshot left it out already.
 */
export const LETTERS = {
	armed: '-',
	accepted: 'a',
	rejected: 'r',
	uncertain: 'u',
	leftOut: 'o',
	waitsAgain: 'd',
	elsewhere: '.',
} as const;

/** A letter of `outcomes`. */
export type PlaceLetter = (typeof LETTERS)[keyof typeof LETTERS];

/** Why somebody of the list got nothing. */
export const LEFT_OUT = [
	'no-address',
	'address-invalid',
	'suppressed',
	'objection-pending',
	'unsubscribed',
	'left-company',
	'same-address',
	'erased',
	'address-gone',
	'stopped',
] as const;

export type LeftOut = (typeof LEFT_OUT)[number];

/** What is known by now of the places of one window that was armed. */
export interface WindowOutcomes {
	readonly number: number;
	/** A letter a place; a blank where nothing is known yet. */
	readonly letters: string;
	/** The letters that it was armed with, where all of its own that were armed are accepted by now. */
	readonly allAcceptedOf?: string | undefined;
	/** By place, of a refusal its status and words without addresses, else empty. */
	readonly details?: readonly string[];
	/** By place, the id that the relay gave, where it replaces ours. */
	readonly serverIds?: readonly string[];
}
