import { setTimeout as sleep } from 'node:timers/promises';
import { inspect, isDeepStrictEqual } from 'node:util';
import { LONGEST_WAIT } from './patience.ts';

/** Milliseconds between two looks. */
const LOOK_EVERY = 25;

/**
 * Looks again and again until what it sees is there, and answers with it. Every wait of the tests for something that happens
 * in another process ends here, or at an event; `expect.poll` has the same bound.
 *
 * @param what such as "the second mail leaves", for the failure.
 * @param look one that throws ends the wait with its error.
 * @param isThere without it, anything but undefined, null, false, 0 and '' is there.
 * @throws Error with `what` and what was seen last.
 */
export async function until<Seen>(
	what: string,
	look: () => Seen | Promise<Seen>,
	isThere: (seen: Seen) => boolean = Boolean,
): Promise<Exclude<Seen, undefined | null | false>> {
	const end = performance.now() + LONGEST_WAIT;
	while (true) {
		const seen = await look();
		if (isThere(seen)) return seen as Exclude<Seen, undefined | null | false>;
		if (performance.now() > end)
			throw new Error(`waited in vain until ${what}; seen last: ${inspect(seen, { depth: 5 })}`);
		await sleep(LOOK_EVERY);
	}
}

/** The same until a look shows exactly this; the failure names both. */
export async function untilEqual<Seen>(
	what: string,
	look: () => Seen | Promise<Seen>,
	expected: Seen,
): Promise<void> {
	await until(`${what}: ${inspect(expected, { depth: 5 })}`, look, (seen) =>
		isDeepStrictEqual(seen, expected),
	);
}
