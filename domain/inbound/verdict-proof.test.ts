import { expect, it } from 'vitest';
import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { decideVerdict } from './decide-verdict.ts';
import type { VerdictSituation } from './verdict-situation.ts';

const engagedAt = new Date('2026-11-24T08:00:00Z');
const flag = fc.boolean();

/** Everything that can be known of a mail and its people, whatever goes together. */
const situations: fc.Arbitrary<VerdictSituation> = fc.record({
	direction: fc.constantFrom('in', 'out'),
	kind: fc.constantFrom(
		...(['human', 'objection', 'absence', 'acknowledgement', 'bounce-hard', 'bounce-soft'] as const),
		...(['complaint', 'notification', 'unreadable'] as const),
	),
	ruleOfKind: fc.constantFrom('written', 'delivery-report', 'delivery-refused', 'automatic', 'left-company'),
	doubt: fc.constantFrom('objection', 'absence', null),
	headers: fc.constantFrom<string[][]>([], ['auto-submitted']),
	onlyWordsSayAutomatic: flag,
	saysSomething: flag,
	reported: fc.constantFrom('ours', 'another', 'unnamed'),
	isDenied: flag,
	bulk: flag,
	rule: fc.constantFrom(
		'envelope-id',
		'returned-id',
		'references',
		'quoted-id',
		'reported-address',
		'sender',
		null,
	),
	receivedAt: fc.constantFrom(new Date(0), new Date('2026-11-26T08:00:00Z')),
	relation: fc.constantFrom('contact', 'colleague', 'other', null),
	about: fc.option(fc.record({ isLive: flag, hasLeft: flag, since: fc.constant(engagedAt), recurs: flag })),
	namesSend: flag,
	isOurs: flag,
	fromContact: flag,
	waitsToBegin: flag,
	hasRunElsewhere: flag,
});

const always = (holds: (of: VerdictSituation) => void) =>
	assertProperty(fc.property(situations, holds), { numRuns: 20_000 });
const QUOTES = ['envelope-id', 'returned-id', 'references', 'quoted-id'];

it('a report marks an address only where it names our recipient and quotes our send (5.7-3)', () => {
	always((of) => {
		const { verdict } = decideVerdict(of);
		if (verdict !== 'bounce-hard') return;
		expect(of).toMatchObject({ kind: 'bounce-hard', reported: 'ours', namesSend: true });
		expect(QUOTES).toContain(of.rule);
	});
});

it('a complaint opposes a person only where it quotes our mail and names nobody else (D-05)', () => {
	always((of) => {
		if (decideVerdict(of).verdict !== 'complaint') return;
		expect(of).toMatchObject({ kind: 'complaint', reported: 'ours', namesSend: true });
		expect(['envelope-id', 'returned-id']).toContain(of.rule);
	});
});

it('a refusal ends a run by the same proof', () => {
	always((of) => {
		if (of.ruleOfKind !== 'delivery-refused' || decideVerdict(of).verdict !== 'bounce-soft') return;
		expect(of).toMatchObject({ reported: 'ours', namesSend: true });
		expect(QUOTES).toContain(of.rule);
	});
});

it('a mail from us ends no run, holds none and opposes nobody (5.7-2)', () => {
	always((of) => {
		const isReport = of.kind.startsWith('bounce') || of.kind === 'complaint';
		if (!of.isOurs || isReport || of.direction === 'out') return;
		expect(['none', 'notification', 'unreadable']).toContain(decideVerdict(of).verdict);
	});
});

it('only certain words of somebody known oppose a person (5.6-8)', () => {
	always((of) => {
		const { verdict, answers } = decideVerdict(of);
		if (verdict !== 'objection') return;
		expect(of.kind).toBe('objection');
		expect(of.relation).not.toBe('other');
		expect(answers.who.strength).toBe('proven');
	});
});

it('only words without a doubt in them are a reply, from a person, to something of ours (5.2-1)', () => {
	always((of) => {
		const { verdict, answers } = decideVerdict(of);
		if (verdict !== 'reply' || !of.about?.isLive) return;
		expect(of).toMatchObject({ kind: 'human', doubt: null, saysSomething: true });
		expect(answers.who.is).not.toBe('machine');
		expect(answers.who.is === 'other' && answers.about.strength !== 'proven').toBe(false);
	});
});

it('a doubtful mail has readings, and no other has', () => {
	always((of) => {
		const { verdict, readings } = decideVerdict(of);
		expect(readings.length > 0).toBe(verdict === 'doubtful');
		if (verdict === 'doubtful')
			expect([
				of.about !== null,
				of.fromContact,
				of.namesSend,
				of.waitsToBegin,
				of.hasRunElsewhere,
			]).toContain(true);
	});
});
