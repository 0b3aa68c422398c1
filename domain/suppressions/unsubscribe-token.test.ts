import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import { readUnsubscribeToken, signUnsubscribeToken } from './unsubscribe-token.ts';

function ringOf(...keys: KeyObject[]): KeyRing {
	return {
		newest: { number: keys.length, key: keys.at(-1)! },
		find: (number) => keys[number - 1],
	};
}

const claim = {
	subscriptionId: '0193f0aa-7c11-7a2e-9d0e-3f2b7f0e1a2b',
	sendId: '5d1f0c4e-7c11-5a2e-9d0e-0f2b7f0e1a2c',
};

describe('the unsubscribe token', () => {
	const newKey = () => createSecretKey(randomBytes(32));
	const [old, newer] = [newKey(), newKey()];

	it('names the mail again, also after its key was replaced', () => {
		const token = signUnsubscribeToken(ringOf(old!), claim);
		expect(token).toMatch(/^[\w-]{71}$/);
		expect(readUnsubscribeToken(ringOf(old!, newer!), token)).toEqual(claim);
		expect(signUnsubscribeToken(ringOf(old!, newer!), claim)).not.toBe(token);
	});

	it('is refused under another ring, and after any change of one character', () => {
		const ring = ringOf(old!);
		const token = signUnsubscribeToken(ring, claim);
		expect(readUnsubscribeToken(ringOf(newer!), token)).toBeUndefined();
		for (let at = 0; at < token.length - 1; at++) {
			const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
			expect(readUnsubscribeToken(ring, changed)).toBeUndefined();
		}
	});

	it.each(['', 'x', '../../etc', 'A'.repeat(71), 'A'.repeat(10_000)])('refuses %j', (token) =>
		expect(readUnsubscribeToken(ringOf(old!), token)).toBeUndefined(),
	);
});
