import { beforeEach, expect, it, vi } from 'vitest';
import { forgetDraft, forgetDraftsOf, forgetOldDrafts, keepDraft, keptDraft } from './kept-draft.ts';

const NOW = new Date('2026-11-23T08:40:00Z');
const DAY = 24 * 3_600_000;
const camille = { userId: 'camille', subject: 'note/new/1' };
const karim = { userId: 'karim', subject: 'note/new/1' };

/** As a browser's, but of this test. */
function ownStorage(): Storage {
	const kept = new Map<string, string>();
	return {
		get length() {
			return kept.size;
		},
		key: (index) => [...kept.keys()][index] ?? null,
		getItem: (name) => kept.get(name) ?? null,
		setItem: (name, text) => void kept.set(name, text),
		removeItem: (name) => void kept.delete(name),
		clear: () => kept.clear(),
	};
}

beforeEach(() => vi.stubGlobal('localStorage', ownStorage()));

it('gives a text back to the person who wrote it, and to nobody else', () => {
	keepDraft(camille, { text: 'Rappeler lundi' }, NOW);
	expect(keptDraft(camille)).toEqual({ at: NOW.toISOString(), value: { text: 'Rappeler lundi' } });
	expect(keptDraft(karim)).toBeUndefined();
	expect(keptDraft({ ...camille, subject: 'note/new/2' })).toBeUndefined();
});

it('forgets what was saved', () => {
	keepDraft(camille, 'a', NOW);
	keepDraft({ ...camille, subject: 'note/new/12' }, 'b', NOW);
	forgetDraft(camille);
	expect(keptDraft(camille)).toBeUndefined();
	expect(keptDraft({ ...camille, subject: 'note/new/12' })?.value).toBe('b');
});

it('forgets everything of a person who signs out, and nothing of another one', () => {
	keepDraft(camille, 'a', NOW);
	keepDraft(karim, 'b', NOW);
	keepDraft({ userId: 'camille-2', subject: 'x' }, 'c', NOW);
	forgetDraftsOf('camille');
	expect(keptDraft(camille)).toBeUndefined();
	expect(keptDraft(karim)?.value).toBe('b');
	expect(keptDraft({ userId: 'camille-2', subject: 'x' })?.value).toBe('c');
});

it('forgets after thirty days, and leaves what is not a draft alone', () => {
	localStorage.setItem('theme', 'dark');
	localStorage.setItem('refrain-draft/camille/broken', '{');
	keepDraft(camille, 'old', new Date(NOW.getTime() - 31 * DAY));
	keepDraft(karim, 'young', new Date(NOW.getTime() - 29 * DAY));
	forgetOldDrafts(NOW);
	expect(keptDraft(camille)).toBeUndefined();
	expect(keptDraft(karim)?.value).toBe('young');
	expect(localStorage.getItem('theme')).toBe('dark');
	expect(localStorage.length).toBe(2);
});

it('lets somebody write in a browser that keeps nothing', () => {
	vi.stubGlobal('localStorage', {
		getItem: () => {
			throw new Error('refused');
		},
		setItem: () => {
			throw new Error('refused');
		},
	});
	expect(() => keepDraft(camille, 'a', NOW)).not.toThrow();
	expect(keptDraft(camille)).toBeUndefined();
});
