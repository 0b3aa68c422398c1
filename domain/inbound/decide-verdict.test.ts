import { describe, expect, it } from 'vitest';
import { decideVerdict } from './decide-verdict.ts';
import type { VerdictSituation } from './verdict-situation.ts';

const engagedAt = new Date('2026-11-24T08:00:00Z');
const later = new Date('2026-11-26T08:00:00Z');
const live = { isLive: true, hasLeft: true, since: engagedAt };
const written = { isLive: false, hasLeft: true, since: engagedAt };
const plain: VerdictSituation = {
	direction: 'in',
	kind: 'human',
	ruleOfKind: 'written',
	doubt: null,
	headers: [],
	onlyWordsSayAutomatic: false,
	saysSomething: true,
	reported: 'ours',
	isDenied: false,
	bulk: false,
	rule: 'references',
	receivedAt: later,
	relation: 'contact',
	about: live,
	namesSend: true,
	isOurs: false,
	fromContact: true,
	waitsToBegin: false,
	hasRunElsewhere: false,
};
const decide = (changed: Partial<VerdictSituation>) => decideVerdict({ ...plain, ...changed }).verdict;
const nobody = { rule: null, about: null, relation: null, namesSend: false, fromContact: false } as const;

describe('our own side (5.7-2)', () => {
	it.each(['human', 'objection', 'absence', 'acknowledgement'] as const)('its %s is none', (kind) => {
		expect(decide({ kind, isOurs: true })).toBe('none');
	});
	it('a report of our own server is about what we sent', () => {
		expect(decide({ kind: 'bounce-hard', isOurs: true })).toBe('bounce-hard');
	});
});

describe('words of a person', () => {
	it.each<[string, Partial<VerdictSituation>, string]>([
		['in the thread of a live run', {}, 'reply'],
		['by the sender alone', { rule: 'sender' }, 'reply'],
		['to many, in the thread', { bulk: true }, 'reply'],
		['to many, by the sender alone', { bulk: true, rule: 'sender' }, 'none'],
		['older than the engagement, by the sender alone', { rule: 'sender', receivedAt: new Date(0) }, 'none'],
		[
			'ten minutes older: clocks differ',
			{ rule: 'sender', receivedAt: new Date(engagedAt.getTime() - 500_000) },
			'reply',
		],
		['in the thread of an ended run', { about: { ...live, isLive: false } }, 'reply'],
		['in the thread of a mail that a person wrote', { about: written }, 'reply'],
		['the same, while a run of that person waits to begin', { about: written, waitsToBegin: true }, 'reply'],
		['before the first step', { about: { ...live, hasLeft: false }, waitsToBegin: true }, 'early-reply'],
		['before the first step, of somebody else', { ...nobody, relation: 'other', waitsToBegin: true }, 'none'],
		['without any run', { ...nobody, fromContact: true }, 'none'],
		['found in Sent', { direction: 'out' }, 'human-sent'],
	])('%s: %s', (_, changed, verdict) => expect(decide(changed)).toBe(verdict));
});

describe('everything else', () => {
	it.each<[string, Partial<VerdictSituation>, string]>([
		['an objection of the contact', { kind: 'objection' }, 'objection'],
		[
			'an objection of a contact without a run',
			{ ...nobody, kind: 'objection', fromContact: true },
			'objection',
		],
		['an objection of a stranger', { ...nobody, kind: 'objection' }, 'none'],
		['an absence', { kind: 'absence' }, 'absence'],
		["a colleague's absence", { kind: 'absence', relation: 'colleague' }, 'notification'],
		['an absence of nobody we know', { ...nobody, kind: 'absence' }, 'notification'],
		['a bounce of ours', { kind: 'bounce-hard' }, 'bounce-hard'],
		['a bounce of something else', { ...nobody, kind: 'bounce-hard' }, 'notification'],
		['an acknowledgement', { kind: 'acknowledgement' }, 'acknowledgement'],
		['what cannot be read', { kind: 'unreadable', direction: 'out' }, 'unreadable'],
		["the owner's own absence notice in Sent", { kind: 'absence', direction: 'out' }, 'notification'],
	])('%s: %s', (_, changed, verdict) => expect(decide(changed)).toBe(verdict));

	it('what a machine writes is never a reply', () => {
		const machines = ['absence', 'acknowledgement', 'bounce-hard', 'bounce-soft', 'notification'] as const;
		for (const kind of machines)
			for (const rule of ['references', 'sender', null] as const)
				expect(decide({ kind, rule })).not.toMatch(/reply/);
	});
});

describe('a departure (5.6-12)', () => {
	const left = {
		kind: 'notification',
		ruleOfKind: 'left-company',
		headers: ['auto-submitted'],
	} as const;

	it('of whom a live run writes to is asked about; nobody’s run hears of another’s', () => {
		expect(decide(left)).toBe('doubtful');
		expect(decide({ ...left, ruleOfKind: 'written-elsewhere' })).toBe('doubtful');
		expect(decide({ ...left, relation: 'colleague' })).toBe('notification');
		expect(decide({ ...left, about: { ...live, isLive: false } })).toBe('notification');
		expect(decide({ ...left, ...nobody })).toBe('notification');
	});
});
