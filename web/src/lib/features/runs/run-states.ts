import type { RunState } from '#texts/reasons.ts';

/** The states by which support filters runs, in the order of a run's life. */
export const RUN_STATES = [
	'scheduled',
	'running',
	'waiting',
	'blocked',
	'paused',
	'closing',
	'succeeded',
	'failed',
	'withdrawn',
] as const satisfies RunState[];
