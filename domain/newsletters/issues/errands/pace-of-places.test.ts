import { expect, it } from 'vitest';
import type { SenderBook } from '#domain/pace/planner.ts';
import { paceOfPlace } from './pace-of-places.ts';

const at = new Date('2026-12-01T10:00:00Z');
const after = (seconds: number) => new Date(at.getTime() + seconds * 1_000);
const wish = { sendId: 'c0ffee00-0000-5000-8000-000000000001', stepGap: 60 };

function book(
	of: Partial<Omit<SenderBook, 'pace'>> & { readonly pace?: Partial<SenderBook['pace']> } = {},
): SenderBook {
	const { pace, ...rest } = of;
	return {
		...{ left: [], slots: [], underWay: 0 },
		...rest,
		pace: {
			...{ zone: 'Europe/Paris', dailyCap: 1, rampStart: 1, rampStep: 0, rampSince: null },
			...{ gapMinSeconds: 8, gapMaxSeconds: 20, providerDailyLimit: null, providerLimitShare: 60 },
			...pace,
		},
	};
}

const left = (seconds: number, isFirstContact = false) => ({ at: after(seconds), isFirstContact });
const slot = (seconds: number) => ({
	sendId: 's',
	engagementId: 'e',
	at: after(seconds),
	isFirstContact: false,
});

it('never asks the prospecting cap', () => {
	expect(paceOfPlace(book({ left: [left(-600), left(-300)] }), wish, at)).toBeUndefined();
});

it('keeps the newsletter’s own gap to any mail before it', () => {
	const paced = paceOfPlace(book({ left: [left(-2)] }), wish, at)!;
	expect(paced.reason).toBe('mailbox-gap');
	expect(paced.until!.getTime()).toBeGreaterThanOrEqual(after(6).getTime());
	expect(paced.until!.getTime()).toBeLessThanOrEqual(after(18).getTime());
});

it.each([
	['is due', -1, true],
	['would have to wait for it', 59, true],
	['comes later', 61, false],
	['waits for something else', -300, false],
])('lets a step pass that %s', (_, seconds, waits) => {
	const paced = paceOfPlace(book({ slots: [slot(seconds)] }), wish, at);
	expect(paced !== undefined).toBe(waits);
	if (waits) expect(paced!.until!.getTime()).toBeGreaterThan(after(Math.max(0, seconds)).getTime());
});

it('counts against the part of the provider’s limit that leaves by itself', () => {
	const mails = [left(-7_200), left(-3_600), left(-1_800)];
	const limited = book({ left: mails, pace: { providerDailyLimit: 5 } });
	expect(paceOfPlace(limited, wish, at)).toEqual({
		reason: 'mailbox-provider-limit',
		until: after(-7_200 + 86_400),
	});
	expect(paceOfPlace(book({ left: mails, pace: { providerDailyLimit: 10 } }), wish, at)).toBeUndefined();
});

it('counts in the ramp of a mailbox that ramps', () => {
	const ramping = { rampSince: '2026-12-01', rampStart: 2, dailyCap: 40 };
	expect(paceOfPlace(book({ left: [left(-600, true)], pace: ramping }), wish, at)).toBeUndefined();
	expect(paceOfPlace(book({ left: [left(-600, true), left(-300, true)], pace: ramping }), wish, at)).toEqual({
		reason: 'mailbox-ramp',
		until: new Date('2026-12-01T23:00:00Z'),
	});
});

it('waits for the morning of the sender', () => {
	const night = new Date('2026-12-01T22:00:00Z');
	expect(paceOfPlace(book(), wish, night)).toEqual({
		reason: 'outside-window',
		until: new Date('2026-12-02T06:00:00Z'),
	});
});
