import { expect, it } from 'vitest';
import type { StoredGate } from '#domain/gates/stored-gates.ts';
import { m } from '#texts/generated/messages.js';
import { lookView } from './look-view.ts';

const reader = { language: 'fr', timeZone: 'Europe/Paris', now: new Date('2026-11-24T10:00:00Z') } as const;
const gate = (told: Partial<StoredGate> & Pick<StoredGate, 'gate' | 'answer'>): StoredGate => ({
	evidence: {},
	decides: false,
	...told,
});
const run = (gates: StoredGate[]) => ({
	look: { at: new Date('2026-11-24T09:00:00Z'), position: 2, reason: 'x', until: null, gates },
	reason: 'mailbox-lost',
	facts: { since: '2026-11-24T07:52:00Z' },
	position: 2,
	stepCount: 4,
	sent: 1,
	endedAt: null as Date | null,
});

it('says of what holds a run since when, why, and what mends it', () => {
	const lost = gate({
		gate: 'mailbox',
		answer: 'closed',
		reason: 'mailbox-lost',
		decides: true,
		evidence: { since: '2026-11-24T07:52:00Z' },
	});
	const [shown] = lookView(run([lost]), reader)!.conditions;
	expect(shown?.says).toBe('retient depuis 08:52');
	expect(shown?.evidence).toContain('La boîte n’est plus synchronisée.');
	expect(shown?.evidence).toContain(m.run_needs_mailbox());
});

it('says of a mailbox that nobody reads no « synchronisée », though it does not decide yet', () => {
	const says = (state: string) => {
		const later = gate({
			gate: 'mailbox',
			answer: 'later',
			reason: 'mailbox-unwatched',
			evidence: { state },
		});
		return lookView(run([later]), reader)!.conditions[0]?.says;
	};
	expect([says('unwatched'), says('inbox-first')]).toEqual(['plus relevée', 'réponses relevées d’abord']);
	const host = gate({ gate: 'host', answer: 'later' });
	expect(lookView(run([host]), reader)!.conditions[0]?.says).toBe('pas encore demandé');
});

it('takes the beginning of the reason where the condition kept none', () => {
	const unread = gate({
		gate: 'communication',
		answer: 'closed',
		reason: 'message-unreadable',
		decides: true,
	});
	expect(lookView(run([unread]), reader)!.conditions[0]?.says).toBe('retient depuis 08:52');
});

it('of an ended run shows what ended it, never the last look', () => {
	const passed = gate({ gate: 'address', answer: 'open' });
	const ended = {
		...run([passed]),
		reason: 'ended-bounce',
		facts: { contact: 'Hélène Ronsavel', mailAt: '2026-11-24T09:30:00Z', status: '550 5.1.1' },
		endedAt: new Date('2026-11-24T09:31:00Z'),
	};
	const { conditions, ending } = lookView(ended, reader)!;
	expect(conditions).toEqual([]);
	expect(Object.fromEntries(ending!.map(({ id, says }) => [id, says]))).toEqual({
		cause: 'adresse inconnue',
		who: m.why_end_nobody(),
		when: 'mardi 24 novembre à 10\u00a0h\u00a031',
		mail: 'reçu le mardi 24 novembre à 10\u00a0h\u00a030',
		status: '550 5.1.1',
		sent: '1 étape envoyée sur 4',
	});
});

it.each([
	['ended-stopped', { user: 'Camille Aubrelle' }, 'Camille Aubrelle'],
	['ended-reply', { contact: 'Hélène Ronsavel' }, 'Hélène Ronsavel'],
	['ended-closing', { contact: 'Hélène Ronsavel' }, m.why_end_nobody()],
])('of %s says who ended it', (reason, facts, who) => {
	const { ending } = lookView(
		{ ...run([]), reason, facts, endedAt: new Date('2026-11-24T09:31:00Z') },
		reader,
	)!;
	expect(ending!.find(({ id }) => id === 'who')?.says).toBe(who);
	expect(ending!.find(({ id }) => id === 'cause')?.says).not.toBe(reason);
});
