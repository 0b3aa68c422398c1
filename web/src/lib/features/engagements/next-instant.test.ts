import { expect, it } from 'vitest';
import { m } from '#texts/generated/messages.js';
import { nextInstant } from './next-instant.ts';

const reader = { language: 'fr', timeZone: 'Europe/Paris', now: new Date('2026-11-24T10:00:00Z') } as const;

it('never names an instant of the past: what is due is now, on a page that stays open too', () => {
	const nextAt = new Date('2026-11-24T07:00:00Z');
	expect(nextInstant({ state: 'waiting', nextAt }, reader)).toBe(m.when_now());
});

it.each(['paused', 'blocked'] as const)('a %s run has no next instant', (state) =>
	expect(nextInstant({ state, nextAt: new Date('2026-11-25T07:00:00Z') }, reader)).toBe('–'),
);
