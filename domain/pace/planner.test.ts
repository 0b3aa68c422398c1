import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { dayOf, opennessAt, type Calendar } from './calendar.ts';
import {
	countDay,
	gapOf,
	place,
	rampLimit,
	type SenderBook,
	type SenderPace,
	type Slot,
	type Wish,
} from './planner.ts';
import { PACE as pace } from './pace.test-support.ts';
import { sendIdOf } from '#domain/engagements/look/send-id.ts';

const calendar: Calendar = {
	zone: 'Europe/Paris',
	window: { days: [1, 2, 3, 4, 5], from: 540, to: 1_080 },
	closedDays: new Map([['2026-12-25', 'Noël']]),
};
const at = (local: string) => DateTime.fromISO(local, { zone: 'Europe/Paris' }).toJSDate();
const monday = at('2026-11-23T09:00');
const wishOf = (name: string, isFirstContact = true): Wish => ({
	sendId: sendIdOf(name, 1, 1),
	isFirstContact,
	calendar,
});
const empty: SenderBook = { pace, left: [], slots: [], underWay: 0 };
const slotOf = (wish: Wish, instant: Date): Slot => ({
	sendId: wish.sendId,
	engagementId: wish.sendId,
	at: instant,
	isFirstContact: wish.isFirstContact,
});

/** Places wishes one after the other, as their looks would. */
function fill(book: SenderBook, wishes: readonly Wish[], from: Date): Slot[] {
	const slots = [...book.slots];
	for (const wish of wishes) {
		const placed = place({ ...book, slots }, wish, from)!;
		if (placed.takenFrom)
			slots.splice(
				slots.findIndex(({ sendId }) => sendId === placed.takenFrom!.sendId),
				1,
			);
		slots.push(slotOf(wish, placed.at));
		if (placed.takenFrom) {
			const again = place({ ...book, slots }, { ...placed.takenFrom, calendar }, placed.takenFrom.at, from)!;
			slots.push({ ...placed.takenFrom, at: again.at });
		}
	}
	return slots;
}

describe('gaps', () => {
	it('are random between the bounds, and the same for the same send', () => {
		const gaps = Array.from({ length: 400 }, (_, index) => gapOf(sendIdOf(`e${index}`, 1, 1), pace));
		expect(Math.min(...gaps)).toBeGreaterThanOrEqual(60_000);
		expect(Math.max(...gaps)).toBeLessThanOrEqual(180_000);
		expect(new Set(gaps).size).toBeGreaterThan(350);
		expect(gapOf('a', pace)).toBe(gapOf('a', pace));
	});

	it('are kept to the mail before and the slot after', () => {
		const wish = wishOf('me');
		const left = [{ at: at('2026-11-23T09:59'), isFirstContact: false }];
		const placed = place({ ...empty, left }, wish, at('2026-11-23T10:00'))!;
		expect(placed).toEqual({
			at: new Date(left[0]!.at.getTime() + gapOf(wish.sendId, pace)),
			bound: 'mailbox-gap',
			takenFrom: undefined,
		});
		const next = slotOf(wishOf('next'), at('2026-11-23T10:00:30'));
		const behind = place({ ...empty, slots: [next] }, wish, at('2026-11-23T10:00'))!;
		expect(behind.at.getTime()).toBe(next.at.getTime() + gapOf(wish.sendId, pace));
	});
});

describe('cap, ramp and provider', () => {
	it('moves to the next open day once the cap is reached, first contact or not', () => {
		const left = Array.from({ length: 40 }, (_, index) => ({
			at: new Date(at('2026-11-27T09:00').getTime() + index * 300_000),
			isFirstContact: false,
		}));
		for (const first of [true, false]) {
			const placed = place({ ...empty, left }, wishOf('me', first), at('2026-11-27T14:00'))!;
			expect(placed).toMatchObject({ at: at('2026-11-30T09:00'), bound: 'mailbox-cap' });
		}
	});

	it('counts the day of the mailbox, not that of the contact', () => {
		const tokyo = {
			...calendar,
			zone: 'Asia/Tokyo',
			window: { days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1_440 },
		};
		const left = Array.from({ length: 40 }, () => ({ at: at('2026-11-23T00:10'), isFirstContact: true }));
		const placed = place({ ...empty, left }, { ...wishOf('me'), calendar: tokyo }, at('2026-11-23T20:00'))!;
		expect(placed.at).toEqual(at('2026-11-24T00:00'));
	});

	it('limits first contacts alone by the ramp, which grows by the day up to the cap', () => {
		const ramped = { ...pace, rampSince: '2026-11-23' };
		expect(
			['2026-11-23', '2026-11-24', '2026-11-30', '2027-03-01'].map((day) => rampLimit(ramped, day)),
		).toEqual([10, 12, 24, 40]);
		const left = Array.from({ length: 10 }, (_, index) => ({
			at: new Date(monday.getTime() + index * 300_000),
			isFirstContact: true,
		}));
		const book = { ...empty, pace: ramped, left };
		expect(place(book, wishOf('first'), at('2026-11-23T15:00'))).toMatchObject({
			at: at('2026-11-24T09:00'),
			bound: 'mailbox-ramp',
		});
		expect(place(book, wishOf('later', false), at('2026-11-23T15:00'))).toMatchObject({
			at: at('2026-11-23T15:00'),
			bound: undefined,
		});
	});

	it('keeps the provider’s limit, the share of it that is applied, in any 24 hours', () => {
		const limited = { ...pace, providerDailyLimit: 6, providerLimitShare: 60 };
		const left = ['2026-11-23T10:00', '2026-11-23T15:00', '2026-11-24T09:00'].map((when) => ({
			at: at(when),
			isFirstContact: false,
		}));
		const placed = place({ ...empty, pace: limited, left }, wishOf('me'), at('2026-11-24T09:30'))!;
		expect(placed).toMatchObject({ at: at('2026-11-24T10:00'), bound: 'mailbox-provider-limit' });
	});

	it('counts a mail under way for today', () => {
		expect(countDay({ ...empty, underWay: 2 }, monday, 'x', monday).all).toBe(2);
		expect(countDay({ ...empty, underWay: 2 }, at('2026-11-24T09:00'), 'x', monday).all).toBe(0);
	});
});

describe('later steps go before first contacts', () => {
	it('take the earliest slot that a first contact holds that day', () => {
		const firsts = fill(
			empty,
			Array.from({ length: 45 }, (_, index) => wishOf(`first${index}`)),
			monday,
		);
		const sorted = [...firsts].sort((one, other) => one.at.getTime() - other.at.getTime());
		const later = wishOf('later', false);
		const placed = place({ ...empty, slots: firsts }, later, monday)!;
		// The slot of this very instant is about to leave; the next one is taken.
		expect(placed.takenFrom?.sendId).toBe(sorted[1]!.sendId);
		expect(placed.at).toEqual(sorted[1]!.at);
	});

	it('take nothing where a free instant comes earlier, nor from each other', () => {
		const first = slotOf(wishOf('first'), at('2026-11-23T16:00'));
		expect(place({ ...empty, slots: [first] }, wishOf('later', false), monday)?.takenFrom).toBeUndefined();
		const laters = fill(
			empty,
			Array.from({ length: 41 }, (_, index) => wishOf(`later${index}`, false)),
			monday,
		);
		expect(place({ ...empty, slots: laters }, wishOf('another', false), monday)?.takenFrom).toBeUndefined();
	});
});

describe('300 due at once with a cap of 40 a day', () => {
	it('need two looks each, keep every cap and gap, and follow each other without holes', () => {
		const wishes = Array.from({ length: 300 }, (_, index) => wishOf(`run${index}`));
		const slots = fill(empty, wishes, monday);
		// One look reserves, the slot's look leaves; the first leaves at its first look.
		const looks = slots.reduce((sum, slot) => sum + (slot.at.getTime() === monday.getTime() ? 1 : 2), 0);
		expect(looks / slots.length).toBeLessThanOrEqual(2);
		const days = new Map<string, number>();
		for (const slot of slots)
			days.set(dayOf(slot.at, pace.zone), (days.get(dayOf(slot.at, pace.zone)) ?? 0) + 1);
		expect([...days.values()]).toEqual([40, 40, 40, 40, 40, 40, 40, 20]);
		const times = slots.map(({ at: when }) => when.getTime()).sort((one, other) => one - other);
		const apart = times.slice(1).map((time, index) => time - times[index]!);
		expect(Math.min(...apart)).toBeGreaterThanOrEqual(60_000);
		expect(slots.every((slot) => opennessAt(calendar, slot.at).kind === 'open')).toBe(true);
	});
});

it('any crowd keeps cap, ramp, limit, gap and window, across both clock changes', () => {
	const crowds = fc.record({
		from: fc.constantFrom(
			'2026-03-27T17:30',
			'2026-03-28T08:00',
			'2026-10-23T17:00',
			'2026-10-25T01:30',
			'2026-12-24T17:50',
		),
		cap: fc.integer({ min: 1, max: 12 }),
		ramp: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
		limit: fc.option(fc.integer({ min: 1, max: 8 }), { nil: null }),
		gapMin: fc.integer({ min: 0, max: 300 }),
		gapMore: fc.integer({ min: 0, max: 300 }),
		firsts: fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }),
		zone: fc.constantFrom('Europe/Paris', 'America/New_York', 'Asia/Tokyo'),
		days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
	});
	assertProperty(
		fc.property(crowds, (crowd) => {
			const own: SenderPace = {
				...pace,
				dailyCap: crowd.cap,
				rampSince: crowd.ramp === null ? null : crowd.from.slice(0, 10),
				rampStart: crowd.ramp ?? 10,
				providerDailyLimit: crowd.limit,
				gapMinSeconds: crowd.gapMin,
				gapMaxSeconds: crowd.gapMin + crowd.gapMore,
			};
			const cal = {
				zone: crowd.zone,
				window: { days: crowd.days, from: 540, to: 1_080 },
				closedDays: new Map(),
			};
			const book = { ...empty, pace: own };
			const slots: Slot[] = [];
			for (const [index, first] of crowd.firsts.entries()) {
				const wish = { sendId: sendIdOf(`c${index}`, 1, 1), isFirstContact: first, calendar: cal };
				// First contacts alone: who gives way is held by the table above.
				const placed = place(
					{ ...book, slots: slots.filter((slot) => !slot.isFirstContact || first) },
					wish,
					at(crowd.from),
				);
				if (!placed) return false;
				if (!first) continue;
				slots.push(slotOf(wish, placed.at));
			}
			const times = slots.map((slot) => slot.at.getTime()).sort((one, other) => one - other);
			const apart = times.slice(1).every((time, index) => time - times[index]! >= crowd.gapMin * 1_000);
			const perDay = Map.groupBy(slots, (slot) => dayOf(slot.at, own.zone));
			const capped = [...perDay].every(
				([day, those]) =>
					those.length <= own.dailyCap &&
					those.filter((slot) => slot.isFirstContact).length <= rampLimit(own, day),
			);
			const limited =
				crowd.limit === null ||
				times.every(
					(time) =>
						times.filter((other) => other > time - 86_400_000 && other <= time).length <= crowd.limit!,
				);
			return apart && capped && limited && slots.every((slot) => opennessAt(cal, slot.at).kind === 'open');
		}),
		{ numRuns: 150 },
	);
});
