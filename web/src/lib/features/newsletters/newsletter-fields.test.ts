import { expect, it } from 'vitest';
import type { LetterBlock } from '#domain/newsletters/content/letter.ts';
import { USUAL_COLOURS } from '#domain/newsletters/content/letter.ts';
import { newsletterDraftSchema, type NewsletterDraft } from '#domain/newsletters/newsletter-draft.ts';
import { mergeEdit } from '#domain/values/merge-edit.ts';
import { draftOfFields, fieldsOfDrafts, newsletterWords } from './newsletter-fields.ts';

const paragraph = (text: string): LetterBlock => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const began: NewsletterDraft = newsletterDraftSchema.parse({
	...{ title: 'La lettre', language: 'fr', timeZone: 'Europe/Paris', subject: 'Bonjour', previewText: '' },
	...{ imprint: 'Cadrelune', onSuccess: [], onFailure: [] },
	recurrence: { kind: 'once', from: '2026-12-01', time: '09:30' },
	content: { type: 'doc', attrs: { ...USUAL_COLOURS }, content: [paragraph('Un'), paragraph('Deux')] },
});
const withBlocks = (...texts: string[]): NewsletterDraft => ({
	...began,
	content: { ...began.content, content: texts.map(paragraph) },
});

it('gives a draft back as it was', () => {
	expect(draftOfFields(fieldsOfDrafts([began] as const)[0])).toEqual(began);
});

it('brings two people together who wrote different blocks', () => {
	const mine = withBlocks('Le mien', 'Deux');
	const theirs = { ...withBlocks('Un', 'Le leur'), gapMinSeconds: 10 };
	const [base, mineFields, theirFields] = fieldsOfDrafts([began, mine, theirs] as const);
	const { merged, collisions } = mergeEdit({ ...base }, mineFields, theirFields);
	expect(collisions).toEqual([]);
	expect(draftOfFields(merged)).toEqual({ ...withBlocks('Le mien', 'Le leur'), gapMinSeconds: 10 });
});

it('asks about all blocks where one of them added one, and says them in words', () => {
	const [base, mine, theirs] = fieldsOfDrafts([
		began,
		withBlocks('Le mien', 'Deux'),
		withBlocks('Un', 'Deux', 'Trois'),
	] as const);
	expect(mergeEdit({ ...base }, mine, theirs).collisions).toEqual(['blocks']);
	const reader = { language: 'fr', timeZone: 'Europe/Paris', now: new Date('2026-11-23T08:40:00Z') } as const;
	const { words } = newsletterWords(
		reader,
		() => undefined,
		() => undefined,
	);
	expect(words('blocks', theirs.blocks)).toBe('Un\n\nDeux\n\nTrois');
});
