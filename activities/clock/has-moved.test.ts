import { expect, it } from 'vitest';
import { hasMoved, type UnderWay } from './has-moved.ts';

const rest: UnderWay = { watchers: 0, sends: 0, outbox: 0, runs: 0, notifications: 0 };

it.each([
	['a mail was read', { watchers: 2 }, { watchers: 1 }, true],
	['a send ended, while more became due', { sends: 1, runs: 1 }, { runs: 3 }, true],
	['a run looked', { runs: 3 }, { runs: 2 }, true],
	['nothing changed', { watchers: 2 }, { watchers: 2 }, false],
	['there is more to do', { notifications: 1 }, { notifications: 2 }, false],
	[
		'the pokes of the wait itself were delivered, and no run looks',
		{ outbox: 2, runs: 2 },
		{ runs: 2 },
		false,
	],
])('%s', (_, before, now, moved) => {
	expect(hasMoved({ ...rest, ...before }, { ...rest, ...now })).toBe(moved);
});
