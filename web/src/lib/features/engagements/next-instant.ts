import type { RunLine } from '#domain/engagements/show/run-line.ts';
import { relative, type Reader } from '#texts/format.ts';
import { m } from '#texts/generated/messages.js';

/** When a run goes on, as a list shows it: « – » where nothing comes by itself, « maintenant » once it is due. */
export function nextInstant(run: Pick<RunLine, 'nextAt' | 'state'>, reader: Reader): string {
	const goesOn = run.state !== 'blocked' && run.state !== 'paused';
	if (!run.nextAt || !goesOn) return '–';
	// A page that stays open grows older than what it shows.
	return run.nextAt <= reader.now ? m.when_now() : relative(run.nextAt, reader);
}
