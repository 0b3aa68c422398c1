import { describe, expect, it } from 'vitest';
import { sendIdOf } from './send-id.ts';

const engagement = '6a1f6b2e-6d0a-4f0a-9a51-0c9be5a4c111';

describe('the id of a step', () => {
	it('is a UUID of version 5, the same for ever', () => {
		expect(sendIdOf(engagement, 1, 1)).toMatch(
			/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
		);
		// A changed value would let a step that left under the old one leave again.
		expect(sendIdOf(engagement, 1, 1)).toBe('4a0e4b74-2cad-5d36-be2b-798b8fdb68a2');
		expect(sendIdOf(engagement.toUpperCase(), 1, 1)).toBe(sendIdOf(engagement, 1, 1));
	});

	it('differs by step and occurrence', () => {
		const ids = [
			sendIdOf(engagement, 1, 1),
			sendIdOf(engagement, 2, 1),
			sendIdOf(engagement, 1, 2),
			sendIdOf(engagement, 11, 1),
		];
		expect(new Set(ids).size).toBe(4);
	});
});
