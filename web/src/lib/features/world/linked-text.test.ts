import { expect, it } from 'vitest';
import { linkedText } from './linked-text.ts';

it('finds the addresses of a text and leaves its punctuation outside', () => {
	expect(linkedText('Ici : https://a.example/u/x-y. Et (http://b.example/z)')).toEqual([
		{ text: 'Ici : ' },
		{ text: 'https://a.example/u/x-y', href: 'https://a.example/u/x-y' },
		{ text: '.' },
		{ text: ' Et (' },
		{ text: 'http://b.example/z', href: 'http://b.example/z' },
		{ text: ')' },
	]);
	expect(linkedText('javascript:alert(1)')).toEqual([{ text: 'javascript:alert(1)' }]);
});
