import { describe, expect, it } from 'vitest';
import { watchLimits } from '#platform/limits.ts';
import { mailboxGate } from './mailbox-gate.ts';

const now = new Date('2026-11-24T09:00:00Z');
const provenBefore = (milliseconds: number) => ({
	epoch: 3,
	caughtUpEpoch: 3,
	provenAt: new Date(now.getTime() - milliseconds),
	lostAt: null,
	unwatchedAt: null,
});
const gate = (watch: Parameters<typeof mailboxGate>[1], fresh: number = watchLimits.proofFresh) =>
	mailboxGate({ state: 'synchronised' }, watch, now, fresh);

describe('mailboxGate', () => {
	it('is open while the proof holds, and our fault afterwards', () => {
		expect(gate(provenBefore(watchLimits.proofFresh))).toBe('ok');
		expect(gate(provenBefore(watchLimits.proofFresh + 1))).toBe('unwatched');
	});

	it('trusts a proof for as long as the installation says', () => {
		expect(gate(provenBefore(60_000), 60_000)).toBe('ok');
		expect(gate(provenBefore(60_001), 60_000)).toBe('unwatched');
	});

	it('waits for the inbox before the first proof and after each gap', () => {
		expect(gate(null)).toBe('inbox-first');
		expect(gate({ ...provenBefore(0), caughtUpEpoch: 2 })).toBe('inbox-first');
	});

	it('is lost whatever else is known', () => {
		expect(gate({ ...provenBefore(0), lostAt: now })).toBe('lost');
		expect(mailboxGate({ state: 'lost' }, provenBefore(0), now, watchLimits.proofFresh)).toBe('lost');
	});
});
