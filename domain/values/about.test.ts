import { expect, it } from 'vitest';
import { aboutOf, answerFor, type About } from './about.ts';

const ids = { engagementId: 'e', sendId: 's' };

it('is read from its columns', () => {
	expect(aboutOf({ about: 'engagement', ...ids })).toEqual({ kind: 'engagement', engagementId: 'e' });
	expect(aboutOf({ about: 'message', ...ids })).toEqual({ kind: 'message', sendId: 's' });
	expect(aboutOf({ about: 'issue', ...ids })).toEqual({ kind: 'issue', sendId: 's' });
	expect(aboutOf({ about: null, ...ids })).toBeNull();
	expect(aboutOf({ about: 'toString', ...ids }), 'of another release').toBeNull();
	expect(aboutOf({ about: 'message', engagementId: 'e', sendId: null })).toBeNull();
});

it('is answered by its kind', () => {
	const ofKind = (about: About) =>
		answerFor(about, {
			engagement: ({ engagementId }) => engagementId,
			message: ({ sendId }) => sendId,
			issue: ({ sendId }) => `issue of ${sendId}`,
		});
	expect(ofKind({ kind: 'engagement', engagementId: 'e' })).toBe('e');
	expect(ofKind({ kind: 'message', sendId: 's' })).toBe('s');
	expect(ofKind({ kind: 'issue', sendId: 's' })).toBe('issue of s');
});

it('is refused by the compiler where a kind has no answer: so a new one finds its places', () => {
	const about: About = { kind: 'engagement', engagementId: 'e' };
	// @ts-expect-error `message` and `issue` have no answer here
	expect(answerFor(about, { engagement: () => 1 })).toBe(1);
});
