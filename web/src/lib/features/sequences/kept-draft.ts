/** A draft on this device: what is being written survives a closed tab. */
import type { Draft } from './draft.ts';

interface Kept {
	/** The version that was edited. */
	version: number;
	at: string;
	draft: Draft;
}

const keyOf = (sequenceId: string) => `refrain-sequence-${sequenceId}`;

/** Keeps a draft; a browser that keeps nothing is no reason to stop writing. */
export function keepDraft(sequenceId: string, version: number, draft: Draft, at: Date): void {
	try {
		const kept: Kept = { version, at: at.toISOString(), draft };
		localStorage.setItem(keyOf(sequenceId), JSON.stringify(kept));
	} catch {
		// Private windows may refuse.
	}
}

/** The draft kept of this very version; an older one is no longer of use. */
export function keptDraft(sequenceId: string, version: number): Kept | undefined {
	try {
		const kept = JSON.parse(localStorage.getItem(keyOf(sequenceId)) ?? 'null') as Kept | null;
		return kept?.version === version && kept.draft.steps.length > 0 ? kept : undefined;
	} catch {
		return undefined;
	}
}

/** Nothing is kept any more: it was saved, or thrown away. */
export function forgetDraft(sequenceId: string): void {
	try {
		localStorage.removeItem(keyOf(sequenceId));
	} catch {
		// As above.
	}
}
