import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createEnvelopes, SealBroken } from './envelope.ts';

const envelopes = createEnvelopes(randomBytes(32));

describe('envelopes', () => {
	it('gives a secret back in the context it was sealed for', () => {
		const sealed = envelopes.seal('mot de passe', 'mailbox:1');
		expect(envelopes.open(sealed, 'mailbox:1').toString()).toBe('mot de passe');
	});

	it('never gives the same bytes twice, nor the secret in them', () => {
		const [first, second] = [envelopes.seal('secret', 'x'), envelopes.seal('secret', 'x')];
		expect(first.equals(second)).toBe(false);
		expect(first.includes('secret')).toBe(false);
	});

	it('refuses another context, another master key, and changed bytes', () => {
		const sealed = envelopes.seal('secret', 'mailbox:1');
		const changed = Buffer.from(sealed);
		changed[changed.length - 20]! ^= 1;
		expect(() => envelopes.open(sealed, 'mailbox:2')).toThrow(SealBroken);
		expect(() => createEnvelopes(randomBytes(32)).open(sealed, 'mailbox:1')).toThrow(SealBroken);
		expect(() => envelopes.open(changed, 'mailbox:1')).toThrow(SealBroken);
		expect(() => envelopes.open(sealed.subarray(0, 40), 'mailbox:1')).toThrow(SealBroken);
	});

	it('marks a text alike, under this master key and in this context only', () => {
		const mark = envelopes.fingerprint('mot de passe', 'request:1');
		expect(envelopes.fingerprint('mot de passe', 'request:1')).toBe(mark);
		const others = [
			envelopes.fingerprint('mot de passé', 'request:1'),
			envelopes.fingerprint('mot de passe', 'request:2'),
			createEnvelopes(randomBytes(32)).fingerprint('mot de passe', 'request:1'),
		];
		expect(others).not.toContain(mark);
	});

	it('refuses a master key of another length', () => {
		expect(() => createEnvelopes(randomBytes(16))).toThrow('32 bytes');
	});
});
