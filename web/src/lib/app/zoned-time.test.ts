import { expect, it } from 'vitest';
import { fromLocalField, toLocalField } from './zoned-time.ts';

it.each([
	['2026-11-24T09:00', 'Europe/Paris', '2026-11-24T08:00:00.000Z'],
	['2026-07-01T09:30', 'Europe/Paris', '2026-07-01T07:30:00.000Z'],
	['2026-11-24T09:00', 'Europe/London', '2026-11-24T09:00:00.000Z'],
	['2026-03-29T03:00', 'Europe/Paris', '2026-03-29T01:00:00.000Z'],
	['2026-10-25T01:59', 'Europe/Paris', '2026-10-24T23:59:00.000Z'],
	['2026-10-25T03:00', 'Europe/Paris', '2026-10-25T02:00:00.000Z'],
])('%s in %s is %s', (local, zone, instant) => {
	expect(fromLocalField(local, zone).toISOString()).toBe(instant);
	expect(toLocalField(new Date(instant), zone)).toBe(local);
});
