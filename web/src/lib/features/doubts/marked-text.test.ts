import { expect, it } from 'vitest';
import { markedText } from './marked-text.ts';

const marked = (text: string, quote: string | null) =>
	markedText(text, quote).find((part) => part.marked)?.text;

it('marks the words over a line that was broken between them', () => {
	const text = 'Bonjour,\n\nIl n’est donc pas utile\nde donner suite.\nBien à vous';
	expect(marked(text, 'Il n’est donc pas utile de donner suite.')).toBe(
		'Il n’est donc pas utile\nde donner suite.',
	);
	expect(
		markedText(text, 'Il n’est donc pas utile de donner suite.')
			.map((part) => part.text)
			.join(''),
	).toBe(text);
});

it('passes over a beginning that goes on otherwise', () => {
	expect(marked('Stop ou encore. Stop aux mails', 'Stop aux mails')).toBe('Stop aux mails');
});

it('marks nothing where the words stand elsewhere', () => {
	for (const quote of ['Absente', null, '', '  '])
		expect(markedText('Oui, mardi.', quote)).toEqual([{ text: 'Oui, mardi.', marked: false }]);
});
