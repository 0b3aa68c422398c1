import { expect, it } from 'vitest';
import { whenPartEnds } from './when-part-ends.ts';

const at = new Date('2026-12-01T08:30:00Z');
const zone = 'Europe/Paris';
const mailbox = { kind: 'mailbox', gapSeconds: 14, zone } as const;

it('a relay ends when what waits has left at its pace; one that stands still has no end', () => {
	expect(whenPartEnds(3_000, { kind: 'relay', perMinute: 1_000 }, at)).toEqual(
		new Date('2026-12-01T08:33:00Z'),
	);
	expect(whenPartEnds(3_000, { kind: 'relay', perMinute: 0 }, at)).toBeNull();
});

it('a mailbox sends within its hours alone, and goes on the next day', () => {
	expect(whenPartEnds(60, mailbox, at)).toEqual(new Date('2026-12-01T08:44:00Z'));
	// From 18:00 in Paris 7,200 s are left of the day: 514.3 of 600 mails; the other 1,200 s follow from 7:00.
	expect(whenPartEnds(600, mailbox, new Date('2026-12-01T17:00:00Z'))).toEqual(
		new Date('2026-12-02T06:20:00Z'),
	);
	expect(whenPartEnds(10, mailbox, new Date('2026-12-01T20:00:00Z'))).toEqual(
		new Date('2026-12-02T06:02:20Z'),
	);
});
