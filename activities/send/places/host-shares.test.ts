import { describe, expect, it } from 'vitest';
import { createHostShares } from './host-shares.ts';

describe('the share of a host', () => {
	it.each([
		[50, 16],
		[6, 2],
		[2, 1],
	])('of %i send slots is %i', (slots, share) => {
		const shares = createHostShares(slots);
		const taken = Array.from({ length: share }, () => shares.take('slow.example'));
		expect(taken.every(Boolean)).toBe(true);
		expect(shares.take('slow.example')).toBeUndefined();
		expect(shares.take('quick.example')).toBeDefined();
	});

	it('is given back once', () => {
		const shares = createHostShares(6);
		const first = shares.take('slow.example')!;
		shares.take('slow.example');
		first();
		first();
		expect(shares.take('slow.example')).toBeDefined();
		expect(shares.take('slow.example')).toBeUndefined();
	});
});
