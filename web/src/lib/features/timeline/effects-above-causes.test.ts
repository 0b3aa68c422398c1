import { describe, expect, it } from 'vitest';
import { effectsAboveCauses } from './effects-above-causes.ts';

const at = new Date('2026-11-24T11:40:00Z');
const later = new Date('2026-11-24T11:41:00Z');

describe('effectsAboveCauses', () => {
	it('puts what one instant caused above its cause, and leaves the rest newest first', () => {
		const reply = { id: 'reply', at, causeId: null };
		const success = { id: 'success', at, causeId: 'reply' };
		const tag = { id: 'tag', at, causeId: 'success' };
		const sent = { id: 'sent', at: later, causeId: 'reply' };
		const ids = effectsAboveCauses([sent, reply, tag, success]).map(({ id }) => id);
		expect(ids).toEqual(['sent', 'tag', 'success', 'reply']);
	});
});
