import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { describe, expect, it } from 'vitest';
import { cluesOf, matchMail, ownSendIdOf } from './match.ts';
import type { KnownFacts } from './match.ts';
import { lines } from './mails.test-support.ts';
import { parseHead } from './parse-head.ts';
import { relationOfSender } from './sender.ts';

const sendId = '0193f0aa-7c11-5a2e-9d0e-3f2b7f0e1a2b';
const hex = sendId.replaceAll('-', '');
const ours = `${hex}@cadrelune.example`;
const messageTicket = 'm'.repeat(47) + '2';
const returnTicket = 'r'.repeat(47) + '7';
const place = { issueId: 'issue', place: 7 };
const known: KnownFacts<string> = {
	sendOfMessageId: new Map([
		[ours, sendId],
		['older@cadrelune.example', 'older'],
	]),
	sendIds: new Set([sendId]),
	placeOfMessageId: new Map([[`${messageTicket}@cadrelune.example`, place]]),
	placeOfTicket: new Map([[returnTicket, place]]),
	lastSendTo: new Map([['x@brumevent.example', 'last']]),
	aboutOfAddress: new Map([['x@brumevent.example', 'engagement']]),
};
const match = (...head: string[]) =>
	matchMail(cluesOf(parseHead(lines('From: X <x@brumevent.example>', ...head, '', ''))), known, false);

describe('matchMail, in its order (5.2-19)', () => {
	it.each<[string, string[], object | undefined]>([
		['In-Reply-To', [`In-Reply-To: <${ours.toUpperCase()}>`], { rule: 'references', sendId }],
		[
			'In-Reply-To before References',
			[`In-Reply-To: <${ours}>`, 'References: <older@cadrelune.example>'],
			{ rule: 'references', sendId },
		],
		[
			'the last of the References',
			[`References: <older@cadrelune.example> <${ours}> <theirs@x.example>`],
			{ rule: 'references', sendId },
		],
		['an id without brackets', [`In-Reply-To: ${ours}`], { rule: 'references', sendId }],
		['our id quoted elsewhere', [`X-Forwarded-Message-Id: <${ours}>`], { rule: 'quoted-id', sendId }],
		['a plus-address', [`To: camille+${hex}@cadrelune.example`], { rule: 'plus-address', sendId }],
		[
			'a plus-address it was delivered to',
			[`Delivered-To: camille+${hex}@cadrelune.example`],
			{ rule: 'plus-address', sendId },
		],
		[
			'a place’s id',
			[`References: <${messageTicket.toUpperCase()}@cadrelune.example>`],
			{ rule: 'references', place },
		],
		[
			'a place’s id quoted elsewhere',
			[`X-Was: <${messageTicket}@cadrelune.example>`],
			{ rule: 'quoted-id', place },
		],
		[
			'a return address',
			[`Delivered-To: ${returnTicket}@cadrelune.example`],
			{ rule: 'plus-address', place },
		],
		[
			'a ticket after a plus',
			[`To: lettre+${returnTicket}@cadrelune.example`],
			{ rule: 'plus-address', place },
		],
		['the sender alone', ['In-Reply-To: <unknown@x.example>'], { rule: 'sender', about: 'engagement' }],
	])('%s', (_, head, expected) => expect(match(...head)).toEqual(expected));

	it('Reply-To counts as a sender, a stranger does not', () => {
		const head = (...text: string[]) => cluesOf(parseHead(lines('From: y@y.example', ...text, '', '')));
		expect(matchMail(head('Reply-To: x@brumevent.example'), known, false)).toMatchObject({ rule: 'sender' });
		expect(matchMail(head(), known, false)).toBeUndefined();
	});

	it('finds our id wherever it stands in a chain of strangers', () => {
		const strangers = fc.array(
			fc.stringMatching(/^[a-z]{1,12}$/).map((name) => `${name}@x.example`),
			{ maxLength: 60 },
		);
		assertProperty(
			fc.property(strangers, strangers, fc.constantFrom(' ', '\r\n\t', ' (x) '), (before, after, between) => {
				const chain = [...before, ours, ...after].map((id) => `<${id}>`).join(between);
				expect(match(`References: ${chain}`)).toEqual({ rule: 'references', sendId });
			}),
		);
	});
});

describe('ownSendIdOf', () => {
	it.each([
		[sendId, sendId],
		[` ${sendId.toUpperCase()} `, sendId],
		['nonsense', undefined],
	])('%j', (value, found) =>
		expect(ownSendIdOf(parseHead(lines(`X-Refrain-Send: ${value}`, '', '')))).toBe(found),
	);
});

describe('relationOfSender (5.2-1)', () => {
	const facts = {
		contactAddresses: ['rachid@brumevent.example', 'r.benzarou@atelier.example'],
		contactName: 'Rachid Benzarou',
		companyDomains: ['brumevent.example'],
		isOtherContactOfCompany: false,
	};
	it.each<[string, Partial<typeof facts>, string]>([
		['rachid@brumevent.example', {}, 'contact'],
		['r.benzarou@atelier.example', {}, 'contact'],
		['BENZAROU Rachid <other@free.example>', {}, 'contact'],
		['Anaïs <anais@brumevent.example>', {}, 'colleague'],
		['Anaïs <anais@mail.brumevent.example>', {}, 'colleague'],
		['Anaïs <anais@gmail.example>', { isOtherContactOfCompany: true }, 'colleague'],
		['Someone <s@elsewhere.example>', {}, 'other'],
	])('%s', (from, more, relation) => {
		expect(
			relationOfSender({ ...facts, ...more, from: parseHead(lines(`From: ${from}`, '', '')).from }),
		).toBe(relation);
	});
});
