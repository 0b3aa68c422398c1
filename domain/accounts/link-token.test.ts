import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createLinkToken, hashOfToken, subscriptionOfToken } from './link-token.ts';

describe('link tokens', () => {
	it('name their subscription, and are stored as a hash only', () => {
		const subscriptionId = randomUUID();
		const { token, hash } = createLinkToken(subscriptionId);
		expect(subscriptionOfToken(token)).toBe(subscriptionId);
		expect(hashOfToken(token)).toEqual(hash);
		expect(Buffer.from(hash).toString('base64url')).not.toContain(token);
	});

	it.each(['', 'abc', createLinkToken().token, `${createLinkToken(randomUUID()).token}A`, '/'.repeat(64)])(
		'take %s for no invitation',
		(token) => expect(subscriptionOfToken(token)).toBeUndefined(),
	);

	it('are never the same twice', () => {
		const subscriptionId = randomUUID();
		expect(createLinkToken(subscriptionId).token).not.toBe(createLinkToken(subscriptionId).token);
	});
});
