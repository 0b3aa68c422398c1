import { afterEach, expect, it } from 'vitest';
import { createOpenStreams, type OpenStreams } from './open-streams.ts';

let streams: OpenStreams | undefined;
afterEach(() => streams?.close());

const endsOf = (opened: { end: unknown; signal: AbortSignal }[]) =>
	opened.map(({ end, signal }) => (signal.aborted ? end : 'open'));

it('ends every stream of a session that is over, and no other', () => {
	streams = createOpenStreams(async (asked) => new Set(asked));
	const opened = [
		streams.open({ sessionId: 'desk', userId: 'camille' }),
		streams.open({ sessionId: 'desk', userId: 'camille' }),
		streams.open({ sessionId: 'phone', userId: 'camille' }),
	];
	streams.endSession('desk');
	expect(endsOf(opened)).toEqual(['session', 'session', 'open']);
});

it('ends the streams of a session that ran out, which nobody announces', async () => {
	streams = createOpenStreams(async () => new Set(['phone']));
	const opened = [
		streams.open({ sessionId: 'desk', userId: 'camille' }),
		streams.open({ sessionId: 'phone', userId: 'camille' }),
	];
	await streams.lookUp();
	expect(endsOf(opened)).toEqual(['session', 'open']);
});

it('ends a person’s oldest stream when a twenty-first is opened, and leaves other people’s alone', () => {
	streams = createOpenStreams(async (asked) => new Set(asked));
	const other = streams.open({ sessionId: 'hers', userId: 'ines' });
	const opened = Array.from({ length: 23 }, (_, n) =>
		streams!.open({ sessionId: `session-${n % 2}`, userId: 'camille' }),
	);
	expect(endsOf(opened)).toEqual([
		...Array.from({ length: 3 }, () => 'crowded'),
		...Array.from({ length: 20 }, () => 'open'),
	]);
	expect(endsOf([other])).toEqual(['open']);
	opened.at(-1)!.close();
	expect(endsOf([opened[3]!])).toEqual(['open']);
	streams.open({ sessionId: 'session-0', userId: 'camille' });
	expect(endsOf([opened[3]!])).toEqual(['open']);
});

it('ends with its reader, without a reason of ours', () => {
	streams = createOpenStreams(async (asked) => new Set(asked));
	const reader = new AbortController();
	const stream = streams.open({ sessionId: 'desk', userId: 'camille' }, reader.signal);
	reader.abort();
	expect(stream.signal.aborted).toBe(true);
	expect(stream.end).toBeUndefined();
});
