import { expect, it } from 'vitest';
import { recurrenceSentence, type RecurrenceFacts } from './recurrence.ts';

const base = { from: '2026-12-01', time: '09:30' };
const reader = { timeZone: 'America/Martinique', now: new Date('2026-11-23T08:40:00Z') };

it.each<[RecurrenceFacts, string, string]>([
	[
		{ kind: 'once', ...base },
		'une seule fois, le mardi 1er décembre à 9 h 30',
		'once, on Tuesday 1 December at 9:30',
	],
	[{ kind: 'days', every: 1, ...base, time: '09:00' }, 'tous les jours à 9 h', 'every day at 9:00'],
	[{ kind: 'days', every: 10, ...base }, 'tous les 10 jours à 9 h 30', 'every 10 days at 9:30'],
	[
		{ kind: 'weeks', every: 1, weekdays: [1, 4], ...base },
		'chaque semaine, le lundi et le jeudi, à 9 h 30',
		'every week, on Monday and Thursday, at 9:30',
	],
	[
		{ kind: 'weeks', every: 2, weekdays: [5], ...base },
		'toutes les 2 semaines, le vendredi, à 9 h 30',
		'every 2 weeks, on Friday, at 9:30',
	],
	[
		{ kind: 'months', every: 1, on: { kind: 'weekday', week: 1, weekday: 2 }, ...base },
		'le premier mardi de chaque mois à 9 h 30',
		'on the first Tuesday of each month at 9:30',
	],
	[
		{ kind: 'months', every: 3, on: { kind: 'weekday', week: 'last', weekday: 5 }, ...base },
		'le dernier vendredi, tous les 3 mois, à 9 h 30',
		'on the last Friday, every 3 months, at 9:30',
	],
	[
		{ kind: 'months', every: 1, on: { kind: 'day', day: 1 }, ...base },
		'le 1er de chaque mois à 9 h 30',
		'on day 1 of each month at 9:30',
	],
	[
		{ kind: 'months', every: 1, on: { kind: 'day', day: 31 }, ...base },
		'le 31 (ou le dernier jour) de chaque mois à 9 h 30',
		'on day 31 (or the last day) of each month at 9:30',
	],
	[
		{ kind: 'months', every: 1, on: { kind: 'last-day' }, ...base },
		'le dernier jour de chaque mois à 9 h 30',
		'on the last day of each month at 9:30',
	],
])('says %j', (recurrence, french, english) => {
	const said = (language: 'fr' | 'en') =>
		recurrenceSentence(recurrence, { language, ...reader }).replaceAll('\u00a0', ' ');
	expect([said('fr'), said('en')]).toEqual([french, english]);
});
