import { describe, expect, it } from 'vitest';
import { objectionIn } from '#mail/inbound/objection.ts';
import { CLEAR_IN_SUBJECT, CLEAR_OBJECTIONS } from './clear-objections.ts';
import { DOUBTFUL, GOOD_REPLIES } from './good-replies.ts';
import { CLEAR_IN_SUBJECT_HELD_OUT, CLEAR_OBJECTIONS_HELD_OUT, GOOD_REPLIES_HELD_OUT } from './held-out.ts';
import {
	CLEAR_IN_OTHER_WORDS,
	CLEAR_OF_A_STRANGER,
	GOOD_IN_OTHER_WORDS,
	GOOD_OF_A_STRANGER,
} from './of-a-stranger.ts';
import {
	CLEAR_FIFTH,
	CLEAR_FOURTH,
	CLEAR_SIXTH,
	CLEAR_THIRD,
	GOOD_FIFTH,
	GOOD_FOURTH,
	GOOD_SIXTH,
	GOOD_THIRD,
} from './later-rounds.ts';

const strength = (text: string, subject = 'Re: Bonjour') =>
	objectionIn(text, [], subject)?.strength ?? 'none';
const print = (name: string, found: readonly string[]) => {
	const counts = ['certain', 'doubtful', 'none'].map(
		(wanted) => `${found.filter((one) => one === wanted).length} ${wanted}`,
	);
	console.log(`objections, ${name}: ${found.length} read, ${counts.join(', ')}`);
};

describe('objections', () => {
	it.each([
		['clear ones, written before the rules', CLEAR_OBJECTIONS],
		['clear ones, held out', CLEAR_OBJECTIONS_HELD_OUT],
	])('%s: none is missed', (name, texts) => {
		const found = texts.map((text) => strength(text));
		print(name, found);
		expect(texts.filter((_, index) => found[index] !== 'certain')).toEqual([]);
	});

	it.each([
		['clear ones, third round', CLEAR_THIRD],
		['clear ones, fourth round', CLEAR_FOURTH],
		['clear ones, fifth round', CLEAR_FIFTH],
		['clear ones, sixth round', CLEAR_SIXTH],
		['clear ones of a stranger', CLEAR_OF_A_STRANGER],
		['clear ones of a stranger, in other words', CLEAR_IN_OTHER_WORDS],
	])('%s: none passes for a reply', (name, texts) => {
		const found = texts.map((text) => strength(text));
		print(name, found);
		expect(texts.filter((_, index) => found[index] === 'none')).toEqual([]);
	});

	it.each([
		['good replies, third round', GOOD_THIRD],
		['good replies, fourth round', GOOD_FOURTH],
		['good replies, fifth round', GOOD_FIFTH],
		['good replies, sixth round', GOOD_SIXTH],
		['good replies of a stranger', GOOD_OF_A_STRANGER],
		['good replies of a stranger, in other words', GOOD_IN_OTHER_WORDS],
	])('%s: none is ended', (name, texts) => {
		const found = texts.map((text) => strength(text));
		print(name, found);
		expect(texts.filter((_, index) => found[index] === 'certain')).toEqual([]);
	});

	it.each([...CLEAR_IN_SUBJECT, ...CLEAR_IN_SUBJECT_HELD_OUT])(
		'the subject counts: %j over %j',
		(subject, text) => expect(strength(text, subject)).toBe('certain'),
	);

	it.each([
		['good replies, written before the rules', GOOD_REPLIES],
		['good replies, held out', GOOD_REPLIES_HELD_OUT],
	])('%s: none is ended, at most one in twenty asked about', (name, texts) => {
		const found = texts.map((text) => strength(text));
		print(name, found);
		expect(texts.filter((_, index) => found[index] === 'certain')).toEqual([]);
		expect(found.filter((one) => one === 'doubtful').length / found.length).toBeLessThanOrEqual(0.05);
	});

	it.each(DOUBTFUL)('%j is asked about', (text) => expect(strength(text)).toBe('doubtful'));

	it.each([
		['Re: Arrêtez de perdre des commandes', 'Oui.'],
		['TR: STOP', 'Un client nous écrit ceci, votre outil le reconnaît-il ?'],
		['Stop aux tableurs', 'Parlons-en.'],
	])('our subject, or somebody else’s, says nothing: %j over %j', (subject, text) =>
		expect(strength(text, subject)).toBe('none'),
	);
});
