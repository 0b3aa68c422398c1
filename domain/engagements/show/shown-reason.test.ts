import { expect, it } from 'vitest';
import { shownReason, type BegunRow } from './shown-reason.ts';

const engagedAt = new Date('2026-11-24T10:00:00Z');
const later = (seconds: number) => new Date(engagedAt.getTime() + seconds * 1_000);
const row: BegunRow = {
	state: 'scheduled',
	reason: 'before-start',
	startAt: engagedAt,
	engagedAt,
	lastLookAt: null,
};

it.each<[string, Partial<BegunRow>, number, string]>([
	['due, and no look has come', {}, 60, 'engine-unreachable'],
	['engaged a moment ago', {}, 2, 'before-start'],
	['looked at', { lastLookAt: later(1) }, 60, 'before-start'],
	['not due yet', { startAt: later(3_600) }, 60, 'before-start'],
	['waits for another reason', { reason: 'outside-window' }, 60, 'outside-window'],
])('%s', (_, changed, seconds, reason) => {
	expect(shownReason({ ...row, ...changed }, later(seconds))).toEqual({ state: 'scheduled', reason });
});
