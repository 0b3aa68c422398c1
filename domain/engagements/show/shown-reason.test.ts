import { describe, expect, it } from 'vitest';
import { shownReason, type BegunRow } from './shown-reason.ts';

const engagedAt = new Date('2026-11-24T10:00:00Z');
const later = (seconds: number) => new Date(engagedAt.getTime() + seconds * 1_000);
const row: BegunRow = {
	state: 'scheduled',
	reason: 'before-start',
	startAt: engagedAt,
	engagedAt,
	lastLookAt: null,
	nextLookAt: null,
	isUnderWay: false,
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

describe('a run that had begun, due ten minutes ago', () => {
	const dueAt = later(600);
	const begun: BegunRow = {
		...row,
		state: 'running',
		reason: 'step-delay',
		lastLookAt: later(1),
		nextLookAt: dueAt,
	};

	it('names no instant of the past: nothing looks at it', () => {
		const left = { state: 'running', reason: 'engine-unreachable', dueSince: dueAt };
		expect(shownReason(begun, later(1_200))).toEqual(left);
	});

	it.each<[string, Partial<BegunRow>, number]>([
		['is looked at in a moment', {}, 660],
		['is being sent', { isUnderWay: true }, 1_200],
		['looks for a proof', { state: 'waiting', reason: 'send-uncertain' }, 1_200],
		['waits for its mailbox', { state: 'blocked', reason: 'inbox-first' }, 1_200],
	])('says its own reason where it %s', (_, changed, seconds) => {
		const changedRow = { ...begun, ...changed };
		const { state, reason } = changedRow;
		expect(shownReason(changedRow, later(seconds))).toEqual({ state, reason });
	});
});
