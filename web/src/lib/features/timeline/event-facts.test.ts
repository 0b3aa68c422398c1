import { expect, it } from 'vitest';
import { eventSentence } from '#texts/events.ts';
import { factsOf } from './event-facts.ts';

const reader = { language: 'en' as const, timeZone: 'Europe/Paris', now: new Date('2026-11-25T14:30:00Z') };
const names = {
	previous: null,
	contact: { id: '1', name: 'Pierre-Yves Dombasson' },
	company: null,
	sequence: null,
	newsletter: null,
	routine: null,
};

it('reads an instant from where a step was moved to', () => {
	const to = '2026-11-26T08:00:00.000Z';
	expect(factsOf({ ...names, data: { position: 2, steps: 4, to } }).until).toBe(to);
});

it('takes the word of a corrected verdict for no instant: its line reads', () => {
	const facts = factsOf({ ...names, data: { from: 'reply', to: 'absence' } });
	expect(facts.until).toBeNull();
	expect(eventSentence('verdict-corrected', facts, reader)).toContain('Pierre-Yves Dombasson');
});
