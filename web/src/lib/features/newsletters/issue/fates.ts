import type { IssueCounts } from '#domain/newsletters/issues/issue-counts.ts';
import { m } from '#texts/generated/messages.js';

export type Fate = Exclude<keyof IssueCounts, 'recipients' | 'underWay'>;

/** What may have become of a recipient, in the order of the bar; each is told by its word, never by its colour alone. */
export const FATES: readonly { readonly fate: Fate; readonly word: () => string; readonly colour: string }[] =
	[
		{ fate: 'accepted', word: m.issues_accepted, colour: 'bg-accent-fill' },
		{ fate: 'rejected', word: m.issues_rejected, colour: 'bg-failed' },
		{ fate: 'uncertain', word: m.issues_uncertain, colour: 'bg-blocked' },
		{ fate: 'leftOut', word: m.issues_left_out, colour: 'bg-ink-3' },
		{ fate: 'waiting', word: m.issues_waiting, colour: 'bg-active' },
	];
