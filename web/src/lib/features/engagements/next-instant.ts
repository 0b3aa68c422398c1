import type { RunLine } from '#domain/engagements/show/run-line.ts';
import { relative, type Reader } from '#texts/format.ts';

/** When a run goes on, as a list shows it; « – » where nothing comes by itself. */
export function nextInstant(run: Pick<RunLine, 'nextAt' | 'state'>, reader: Reader): string {
	const goesOn = run.state !== 'blocked' && run.state !== 'paused';
	return run.nextAt && goesOn ? relative(run.nextAt, reader) : '–';
}
