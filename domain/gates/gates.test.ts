import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { PACE } from '#domain/pace/pace.test-support.ts';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { opennessAt, type Calendar } from '#domain/pace/calendar.ts';
import { PERSONAL_GATES, STEP_GATES } from './decision.ts';
import type { StandingRefusal } from './standing-refusal.ts';
import { mayClose, mayLeave, mayWrite } from './gates.ts';
import type { Situation } from './situation.ts';
import { gapOf } from '#domain/pace/planner.ts';
import { sendIdOf } from '#domain/engagements/look/send-id.ts';

const at = (local: string) => DateTime.fromISO(local, { zone: 'Europe/Paris' }).toJSDate();
const now = at('2026-11-24T10:00');
const calendar: Calendar = {
	zone: 'Europe/Paris',
	window: { days: [1, 2, 3, 4, 5], from: 540, to: 1_080 },
	closedDays: new Map([['2026-12-25', 'Noël']]),
};
const sendId = sendIdOf('e', 2, 1);

/** A second step that is due and that nothing holds back. */
const due: Situation = {
	phase: 'step',
	position: 2,
	steps: 4,
	startAt: at('2026-11-20T09:26'),
	dueAt: at('2026-11-24T09:26'),
	delay: { amount: 4, unit: 'days', workingDays: false },
	address: { kind: 'valid', addressId: 'a' },
	communication: { kind: 'none' },
	earlierSend: null,
	deferral: null,
	absence: null,
	pause: null,
	lateness: { kind: 'none' },
	calendar,
	closingEndsAt: null,
	restoredSince: null,
	halt: null,
	mailbox: { id: 'm', state: 'ok', since: null, isTaken: false },
	refusal: null,
	book: {
		pace: PACE,
		left: [],
		slots: [],
		underWay: 0,
	},
	wish: { sendId, isFirstContact: false, calendar },
};
const refusal = { id: 'r', code: 'sender-refused', since: now, tries: 2, probeSendId: null } as const;
const refused = { ...refusal, scope: 'sender', nextTryAt: at('2026-11-24T12:00') } as const;
const firstHeld = { ...refusal, scope: 'first-contacts', nextTryAt: null } as const;
const halt = { id: 'h', scope: 'sequence', since: now, userId: 's' } as const;
const decide = (changes: Partial<Situation>, when = now) => mayLeave({ ...due, ...changes }, when);

describe('mayLeave', () => {
	it('lets a due step go, with every gate answered in order', () => {
		const decision = decide({});
		expect(decision.kind).toBe('go');
		expect(decision.gates.map(({ gate }) => gate)).toEqual(STEP_GATES);
		expect(decision.gates.every(({ answer, decides }) => answer === 'open' && !decides)).toBe(true);
	});

	it('waits for a place at its host where nothing else is against it', () => {
		const busyUntil = at('2026-11-24T10:00:20');
		expect(decide({ busyUntil })).toMatchObject({
			kind: 'not-before',
			reason: 'host-busy',
			until: busyUntil,
		});
		const gap = { ...due.book, left: [{ at: now, isFirstContact: false }] };
		expect(decide({ busyUntil, book: gap })).toMatchObject({ reason: 'mailbox-gap' });
		expect(decide({ busyUntil, pause: { by: 'user', since: now, userId: 'u' } })).toMatchObject({
			reason: 'paused-by-user',
			until: null,
		});
		expect(decide({ busyUntil, address: { kind: 'left' } })).toMatchObject({ kind: 'stop' });
		expect(decide({ busyUntil: now }).kind).toBe('go');
	});

	const first = { position: 1, wish: { ...due.wish, isFirstContact: true } };
	it.each<[string, Partial<Situation>, string, string | null]>([
		['a start date', { ...first, startAt: at('2027-05-18T00:00') }, 'before-start', '2027-05-18T09:00'],
		['a delay', { dueAt: at('2026-11-27T09:26') }, 'step-delay', '2026-11-27T09:26'],
		['a delay that ends on Saturday', { dueAt: at('2026-11-28T11:00') }, 'step-delay', '2026-11-30T09:00'],
		[
			'an absence',
			{ absence: { messageId: 'x', since: now, until: at('2026-12-02T00:00') } },
			'contact-away',
			'2026-12-02T09:00',
		],
		[
			'an undated absence',
			{ absence: { messageId: 'x', since: now, until: null } },
			'contact-away-undated',
			'2026-12-01T10:00',
		],
		[
			'a refusal for now',
			{ deferral: { reason: 'recipient-later', notBefore: at('2026-11-24T10:15'), tries: 2, max: 8 } },
			'recipient-later',
			'2026-11-24T10:15',
		],
		[
			'an early mail',
			{ communication: { kind: 'before-start', messageId: 'x' } },
			'communication-before-start',
			null,
		],
		[
			'an unreadable mail',
			{ communication: { kind: 'unreadable', messageId: 'x' } },
			'message-unreadable',
			null,
		],
		['an open send', { earlierSend: { kind: 'uncertain', sendId, since: now } }, 'send-uncertain', null],
		['an unsettled send', { earlierSend: { kind: 'unsettled', sendId, since: now } }, 'send-unsettled', null],
		['a pause', { pause: { by: 'user', since: now, userId: 'u' } }, 'paused-by-user', null],
		['a paused sequence', { pause: { by: 'sequence', since: now, userId: 'u' } }, 'sequence-paused', null],
		['a late batch', { lateness: { kind: 'batch', batchId: 'b', count: 30, hours: 48 } }, 'late-batch', null],
		['a restore', { restoredSince: now }, 'database-restored', null],
		['a halt', { halt }, 'sending-halted', null],
		['a refusal because of us', { refusal: refused }, 'mailbox-refused', '2026-11-24T12:00'],
		['too many refusals', { refusal: firstHeld }, 'first-contacts-held', null],
		['a restore before a halt', { restoredSince: now, halt }, 'database-restored', null],
		[
			'a lost mailbox',
			{ mailbox: { id: 'm', state: 'lost', since: now, isTaken: false } },
			'mailbox-lost',
			null,
		],
		[
			'an unwatched mailbox',
			{ mailbox: { id: 'm', state: 'unwatched', since: now, isTaken: false } },
			'mailbox-unwatched',
			null,
		],
		[
			'an inbox not read',
			{ mailbox: { id: 'm', state: 'inbox-first', since: null, isTaken: false } },
			'inbox-first',
			null,
		],
	])('%s', (_, changes, reason, until) => {
		const decision = decide(changes);
		expect(decision).toMatchObject({ kind: 'not-before', reason, until: until && at(until) });
		expect(decision.gates.filter(({ decides }) => decides)).toHaveLength(1);
	});

	it.each<[Situation['address'], string]>([
		[{ kind: 'none' }, 'ended-no-address'],
		[{ kind: 'left' }, 'ended-left'],
		[{ kind: 'invalid' }, 'ended-bounce'],
		[{ kind: 'suppressed', since: now }, 'ended-unsubscribed'],
	])('stops for good: %o', (address, reason) => {
		const pause = { by: 'user' as const, since: now, userId: 'u' };
		expect(decide({ address, pause })).toMatchObject({ kind: 'stop', reason });
	});

	it('says which gate decided as the picture does: the absence, not the delay before it nor the window after it', () => {
		const { gates } = decide({
			dueAt: at('2026-11-27T09:26'),
			absence: { messageId: 'x', since: now, until: at('2026-12-02T00:00') },
		});
		const told = Object.fromEntries(
			gates.map(({ gate, answer, decides }) => [gate, decides ? `${answer}!` : answer]),
		);
		expect(told).toMatchObject({
			start: 'open',
			delay: 'waits',
			absence: 'waits!',
			window: 'waits',
			mailbox: 'open',
			cap: 'later',
		});
	});

	it('asks for the window by its own reason only when the step is due', () => {
		expect(decide({}, at('2026-11-24T18:30'))).toMatchObject({
			reason: 'outside-window',
			until: at('2026-11-25T09:00'),
		});
		expect(decide({}, at('2026-12-25T10:00'))).toMatchObject({
			reason: 'closed-day',
			until: at('2026-12-28T09:00'),
			details: { name: 'Noël' },
		});
	});

	it('names the holiday that lies between an evening and the next opening', () => {
		expect(decide({}, at('2026-12-24T19:30'))).toMatchObject({
			reason: 'outside-window',
			until: at('2026-12-28T09:00'),
			details: { closedDays: ['2026-12-25'], closedNames: ['Noël'] },
		});
	});

	it('a lost mailbox blocks although nothing is due yet; an unread one does not', () => {
		const dueAt = at('2026-11-27T09:26');
		expect(decide({ dueAt, mailbox: { id: 'm', state: 'lost', since: now, isTaken: false } })).toMatchObject({
			reason: 'mailbox-lost',
		});
		for (const state of ['unwatched', 'inbox-first'] as const)
			expect(decide({ dueAt, mailbox: { id: 'm', state, since: null, isTaken: false } })).toMatchObject({
				reason: 'step-delay',
			});
	});

	it('a shared mailbox that was taken from its person holds the step, due or not, and no closing (D-25)', () => {
		const taken = { mailbox: { id: 'm', state: 'ok', since: null, isTaken: true } } as const;
		for (const dueAt of [now, at('2026-11-27T09:26')])
			expect(decide({ ...taken, dueAt })).toMatchObject({ reason: 'mailbox-unshared', until: null });
		const closing = { phase: 'closing', position: 5, closingEndsAt: at('2026-11-24T09:00') } as const;
		expect(mayClose({ ...due, ...closing, ...taken }, now).kind).toBe('go');
	});

	it('after seven days an undated absence asks a person (5.6-26)', () => {
		const absence = { messageId: 'x', since: now, until: null };
		expect(decide({ absence }, at('2026-12-01T09:59'))).toMatchObject({ reason: 'contact-away-undated' });
		expect(decide({ absence }, at('2026-12-01T10:00'))).toMatchObject({
			reason: 'contact-away-choice',
			until: null,
		});
	});
});

describe('the pace of the mailbox', () => {
	const sent = (count: number, isFirstContact = false) =>
		Array.from({ length: count }, (_, index) => ({
			at: new Date(at('2026-11-24T09:00').getTime() + index * 1_000),
			isFirstContact,
		}));

	it('a full day: the slot of the next one, with its count', () => {
		const decision = decide({ book: { ...due.book, left: sent(40) } });
		expect(decision).toMatchObject({
			reason: 'mailbox-cap',
			until: at('2026-11-25T09:00'),
			details: { count: 40, max: 40 },
			placement: { at: at('2026-11-25T09:00') },
		});
		const told = decision.gates.find(({ gate }) => gate === 'cap');
		expect(told).toMatchObject({ answer: 'waits', evidence: { count: 40, max: 40 }, decides: true });
	});

	it('its own slot: waits for it, then leaves although the cap is full without it', () => {
		const own = { sendId, engagementId: 'e', at: at('2026-11-24T10:05'), isFirstContact: false };
		const book = { ...due.book, left: sent(39), slots: [own] };
		expect(decide({ book })).toMatchObject({ reason: 'mailbox-gap', until: own.at });
		expect(decide({ book }, own.at)).toMatchObject({ kind: 'go' });
	});

	it('a slot that came is kept although the mail before left a little late: the shortest gap is enough', () => {
		const own = { sendId, engagementId: 'e', at: now, isFirstContact: false };
		const left = [{ at: at('2026-11-24T09:59:30'), isFirstContact: false }];
		const later = decide({ book: { ...due.book, left, slots: [own] } });
		expect(later).toMatchObject({ reason: 'mailbox-gap', until: at('2026-11-24T10:00:30') });
	});

	it('a slot of a day that passed gives no right today', () => {
		const own = { sendId, engagementId: 'e', at: at('2026-11-23T17:00'), isFirstContact: false };
		expect(decide({ book: { ...due.book, left: sent(40), slots: [own] } })).toMatchObject({
			reason: 'mailbox-cap',
		});
	});

	it('a late step never leaves at once: it takes a slot', () => {
		expect(decide({ lateness: { kind: 'late' } })).toMatchObject({
			reason: 'mailbox-gap',
			until: new Date(now.getTime() + gapOf(sendId, due.book.pace)),
		});
	});

	it('nothing is reserved while anything else is closed', () => {
		const book = { ...due.book, left: sent(40) };
		const decision = decide({
			book,
			mailbox: { id: 'm', state: 'inbox-first', since: null, isTaken: false },
		});
		expect(decision).toMatchObject({ reason: 'inbox-first' });
		expect(decision).not.toHaveProperty('placement');
	});
});

describe('mayClose', () => {
	const closing: Situation = { ...due, phase: 'closing', position: 5, closingEndsAt: at('2026-11-24T09:00') };

	it('ends once the delay is over and every reply is read (5.2-9)', () => {
		expect(mayClose(closing, now).kind).toBe('go');
		expect(
			mayClose({ ...closing, mailbox: { id: 'm', state: 'inbox-first', since: null, isTaken: false } }, now),
		).toMatchObject({
			reason: 'inbox-first',
		});
		expect(mayClose({ ...closing, closingEndsAt: at('2026-11-28T03:00') }, now)).toMatchObject({
			reason: 'closing-delay',
			until: at('2026-11-28T03:00'),
		});
	});

	it('does not end while somebody is to choose, or paused it', () => {
		expect(mayClose({ ...closing, pause: { by: 'user', since: now, userId: 'u' } }, now)).toMatchObject({
			reason: 'paused-by-user',
		});
		const absence = { messageId: 'x', since: at('2026-11-10T09:00'), until: null };
		expect(mayClose({ ...closing, absence }, now)).toMatchObject({ reason: 'contact-away-choice' });
	});
});

it('a halt of support lets the closing delay stand still, as a restore does', () => {
	const over: Situation = { ...due, phase: 'closing', position: 5, closingEndsAt: at('2026-11-20T09:00') };
	expect(mayClose({ ...over, halt }, now)).toMatchObject({ reason: 'sending-halted', until: null });
	expect(mayClose({ ...over, restoredSince: now }, now)).toMatchObject({ reason: 'database-restored' });
});

describe('mayWrite', () => {
	const night = at('2026-11-28T23:00');

	it('holds a person’s mail for no window, cap or gap, only for what it must', () => {
		const left = Array.from({ length: 60 }, () => ({
			at: new Date(night.getTime() - 1_000),
			isFirstContact: false,
		}));
		const asked = { sendId: 'mail', suppressedSince: undefined, objectionId: null };
		const situation = { ...due, ...asked, book: { ...due.book, left } };
		const decision = mayWrite(situation, night);
		expect(decision.kind).toBe('go');
		expect(decision.gates.map(({ gate }) => gate)).toEqual(PERSONAL_GATES);
		expect(mayWrite({ ...situation, suppressedSince: now }, night)).toMatchObject({ kind: 'stop' });
		expect(
			mayWrite({ ...situation, mailbox: { id: 'm', state: 'lost', since: now, isTaken: false } }, night),
		).toMatchObject({
			reason: 'mailbox-lost',
		});
		expect(mayWrite({ ...situation, halt }, night)).toMatchObject({ reason: 'sending-halted' });
		const nextTryAt = new Date(night.getTime() + 900_000);
		const refusal: StandingRefusal = {
			...{ id: 'r', code: 'sender-refused', since: now, tries: 0 },
			...{ scope: 'sender', nextTryAt, probeSendId: null },
		};
		expect(mayWrite({ ...situation, refusal }, night)).toMatchObject({
			reason: 'mailbox-refused',
			until: nextTryAt,
		});
		expect(mayWrite({ ...situation, refusal }, nextTryAt).kind).toBe('go');
		expect(mayWrite({ ...situation, refusal: { ...refusal, probeSendId: 'mail' } }, night).kind).toBe('go');
		const limited = { ...situation.book, pace: { ...situation.book.pace, providerDailyLimit: 60 } };
		expect(mayWrite({ ...situation, book: limited }, night)).toMatchObject({
			reason: 'mailbox-provider-limit',
		});
	});
});

describe('for any situation, across both clock changes', () => {
	const instants = fc
		.record({
			day: fc.constantFrom('2026-03-29', '2026-10-25', '2026-12-25', '2027-03-28'),
			seconds: fc.integer({ min: -5 * 86_400, max: 5 * 86_400 }),
		})
		.map(({ day, seconds }) => new Date(Date.parse(`${day}T00:00:00Z`) + seconds * 1_000));
	const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 3 });
	const situations = fc.record({
		startAt: instants,
		dueAt: instants,
		position: fc.integer({ min: 1, max: 4 }),
		first: fc.boolean(),
		address: fc.constantFrom<Situation['address']>(
			{ kind: 'valid', addressId: 'a' },
			{ kind: 'valid', addressId: 'a' },
			{ kind: 'left' },
		),
		absence: maybe(fc.record({ messageId: fc.constant('x'), since: instants, until: maybe(instants) })),
		deferral: maybe(
			fc.record({
				reason: fc.constantFrom('recipient-later' as const, 'server-unreachable' as const),
				notBefore: instants,
				tries: fc.constant(2),
				max: fc.constant(8),
			}),
		),
		pause: maybe(
			fc.record({
				by: fc.constantFrom('user' as const, 'sequence' as const),
				since: instants,
				userId: fc.constant('u'),
			}),
		),
		mailbox: fc.constantFrom<Situation['mailbox']['state']>(
			'ok',
			'ok',
			'ok',
			'lost',
			'unwatched',
			'inbox-first',
		),
		left: fc.array(fc.record({ at: instants, isFirstContact: fc.boolean() }), { maxLength: 6 }),
		cap: fc.integer({ min: 1, max: 6 }),
		// A host without a place is asked again soon: within the lease of those who hold one.
		busySeconds: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined, freq: 3 }),
	});
	type Made = typeof situations extends fc.Arbitrary<infer M> ? M : never;
	/** @param asked When the host was asked for a place, which is the first look. */
	const build = (made: Made, when: Date, asked: Date = when): Situation => ({
		...due,
		...made,
		busyUntil:
			made.busySeconds === undefined ? undefined : new Date(asked.getTime() + made.busySeconds * 1_000),
		mailbox: { id: 'm', state: made.mailbox, since: null, isTaken: false },
		wish: { ...due.wish, isFirstContact: made.first },
		book: {
			...due.book,
			pace: { ...due.book.pace, dailyCap: made.cap },
			left: made.left.filter((mail) => mail.at <= when),
		},
	});

	it('exactly one gate decides unless it may go, the answer is later than now, and going means an open window', () => {
		assertProperty(
			fc.property(situations, instants, (made, when) => {
				const situation = build(made, when);
				const decision = mayLeave(situation, when);
				const deciding = decision.gates.filter(({ decides }) => decides);
				if (decision.kind === 'go') {
					return (
						deciding.length === 0 &&
						opennessAt(calendar, when).kind === 'open' &&
						situation.mailbox.state === 'ok' &&
						situation.pause === null &&
						(situation.position > 1 ? situation.dueAt <= when : situation.startAt <= when)
					);
				}
				if (deciding.length !== 1) return false;
				return decision.kind === 'stop' || decision.until === null || decision.until > when;
			}),
			{ numRuns: 600 },
		);
	});

	it('looked at again at the instants it names, it comes to an end: three waits are enough', () => {
		assertProperty(
			fc.property(situations, instants, (made, when) => {
				let at: Date = when;
				for (let look = 1; look <= 4; look++) {
					const decision = mayLeave(build(made, at, when), at);
					if (decision.kind !== 'not-before' || decision.until === null) return true;
					at = decision.until;
				}
				return false;
			}),
			{ numRuns: 400 },
		);
	});
});
