import { expect, it } from 'vitest';
import { nextTryAfter } from './after-failed-test.ts';

const at = new Date('2026-11-26T13:33:00Z');
const closed = { check: 'login-smtp', code: 'protocol-disabled' };
const after = (codes: string[], failures: number) =>
	nextTryAfter(
		codes.map((code) => ({ check: 'login-smtp', code })),
		failures,
		at,
	)?.toISOString();

it('what an administrator or time may mend is tried again soon, then each hour, for two weeks', () => {
	expect(nextTryAfter([closed], 1, at)?.toISOString()).toBe('2026-11-26T13:48:00.000Z');
	expect(nextTryAfter([closed], 2, at)?.toISOString()).toBe('2026-11-26T14:33:00.000Z');
	expect(nextTryAfter([closed], 336, at)).not.toBeNull();
	expect(nextTryAfter([closed], 337, at)).toBeNull();
});

it('a refused password, a wrong name of a server and an unknown answer wait for a person, beside whatever else failed', () => {
	for (const code of [
		'password-refused',
		'app-password-required',
		'certificate-name',
		'host-refused',
		'protocol',
	])
		expect(after(['timeout', code], 1)).toBeUndefined();
	expect(after(['timeout', 'protocol-disabled'], 1)).toBeDefined();
	expect(after([], 1)).toBeUndefined();
});
