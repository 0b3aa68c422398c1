import { expect, it } from 'vitest';
import { EVENT_KINDS } from '#domain/timeline/record/event-kinds.ts';
import { NOTIFICATION_KINDS } from '#domain/notifications/notification-kinds.ts';
import { EVENT_SENTENCES, eventSentence } from '#texts/events.ts';
import { NOTIFICATION_SENTENCES } from '#texts/notifications.ts';
import { LANGUAGES } from '#texts/language.ts';

// texts/ knows no other room, so that activities and screens may both use it: the lists meet here.
it('has a sentence for every kind of event and of notification, and for no other', () => {
	expect(Object.keys(EVENT_SENTENCES).sort()).toEqual([...EVENT_KINDS].sort());
	expect(Object.keys(NOTIFICATION_SENTENCES).sort()).toEqual([...NOTIFICATION_KINDS].sort());
});

it.each(EVENT_KINDS)('%s reads in both languages, with and without its facts', (kind) => {
	for (const language of LANGUAGES) {
		const reader = { language, timeZone: 'Europe/Paris', now: new Date('2026-11-23T08:40:00Z') };
		const relance = { dueOn: '2026-12-09', priority: 'high' as const };
		const whole = eventSentence(
			kind,
			{
				contact: 'Nadège Porchelet',
				company: 'Brumevent',
				sequence: 'Premier contact',
				newsletter: 'La lettre de l’atelier',
				routine: 'Industrie',
				step: 2,
				until: '2026-12-02T08:00:00Z',
				count: 3,
				relance,
				previousRelance: relance,
				tag: { tag: 'prospect' },
				previousTag: null,
				readings: ['reply', 'objection'],
				reading: 'objection',
				link: 'atelier.example/visite',
			},
			reader,
		);
		expect(whole).not.toMatch(/–|undefined|null|event_/);
		expect(eventSentence(kind, {}, reader)).not.toMatch(/undefined|null|NaN/);
	}
});
