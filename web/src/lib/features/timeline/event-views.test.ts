import { expect, it } from 'vitest';
import type { TimelineLine } from '#domain/timeline/show/list-timeline.ts';
import { m } from '#texts/generated/messages.js';
import { pastEntry } from './event-views.ts';

const reader = { language: 'fr' as const, timeZone: 'Europe/Paris', now: new Date('2026-11-25T14:30:00Z') };
const whom = { contact: 'Agnès Bellorme' };
const withheld = (kind: string) =>
	({
		kind,
		at: reader.now,
		data: {},
		isWithheld: true,
		contact: { id: '1', name: whom.contact },
	}) as unknown as TimelineLine;

it.each([
	['message-received', m.event_mail_withheld_in],
	['mail-found', m.event_mail_withheld_out],
	['verdict-corrected', m.event_verdict_corrected],
])('%s about a private mail says how it went, and no other mail', (kind, said) => {
	expect(pastEntry(withheld(kind), reader, new Map()).title).toBe(said(whom));
});
