/** What an act will have made of a run, shown from the press on until the page's own data say it, or it was refused. */
import { SvelteMap } from 'svelte/reactivity';
import type { RunLine } from '#domain/engagements/show/run-line.ts';

type Foreseen = Partial<Pick<RunLine, 'state' | 'reason' | 'endedAt' | 'nextAt' | 'outcome'>> & {
	facts?: Partial<RunLine['facts']>;
};

const foreseen = new SvelteMap<string, Foreseen>();

/** Shows a run as it will be. Answers what takes that back: called once the data are there, or the act was refused. */
export function foresee(runId: string, expected: Foreseen): () => void {
	foreseen.set(runId, expected);
	return () => {
		// Another act may have been foreseen meanwhile.
		if (foreseen.get(runId) === expected) foreseen.delete(runId);
	};
}

/** The run as it is, or as it will be in a moment. */
export function asForeseen<Run extends Pick<RunLine, 'id' | 'facts'>>(run: Run): Run {
	const expected = foreseen.get(run.id);
	return expected ? { ...run, ...expected, facts: { ...run.facts, ...expected.facts } } : run;
}
