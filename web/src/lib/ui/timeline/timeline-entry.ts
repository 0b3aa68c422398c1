import type { Component } from 'svelte';
import type { RunState } from '#texts/reasons.ts';

/** One line: what will happen (future) or happened (past). */
export interface TimelineEntry {
	id: string;
	at: Date | null;
	icon: Component<{ size?: number; strokeWidth?: number }>;
	/** Colours the icon as a run's state. */
	state?: RunState;
	/** The sentence of the event. */
	title: string;
	/** A quieter second part: what may move it, or what caused it. */
	detail?: string;
}
