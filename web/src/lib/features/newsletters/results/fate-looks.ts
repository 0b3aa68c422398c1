import type { Fate } from '#domain/newsletters/issues/results/result-numbers.ts';

/** The colour of each fate; `hatched` for who got nothing. */
export const FATE_LOOKS: Record<Fate, string> = {
	replied: 'bg-succeeded',
	clicked: 'bg-accent',
	opened: 'bg-accent-line',
	none: 'bg-active',
	unsubscribed: 'bg-ink-3',
	refused: 'bg-failed',
	complained: 'bg-failed',
	uncertain: 'bg-blocked-line',
	'left-out': 'hatched',
	waiting: 'bg-running-tint',
};
