import { describe, expect, it } from 'vitest';
import { fromElements, hasWords, toElements, writeVariable } from './variable-text.ts';

it.each([
	['<p>{{salutation}}</p><p></p>', false],
	['<p>&nbsp;</p>', false],
	['<p>{{salutation}}</p><p>Voici.</p>', true],
	['<p>{{societe|vous}}</p>', true],
])('knows whether %s says anything', (html, says) => {
	expect(hasWords(html)).toBe(says);
});

describe('variables between the store and the editor', () => {
	it.each([
		'<p>{{salutation}}</p><p>Chez {{societe|vous}} ?</p>',
		'<p>J’ai votre adresse {{origine|dans des sources &quot;publiques&quot; &amp; autres}}.</p>',
		'<p><a href="https://x.example/{{lien_desinscription}}">lien</a></p>',
		'<p>Sans variable</p>',
	])('come back as they went: %s', (html) => {
		// The browser writes an attribute as we do: quotes and ampersands escaped.
		expect(fromElements(toElements(html))).toBe(html);
	});

	it('leave the addresses of links alone', () => {
		expect(toElements('<a href="{{societe|vous}}">x</a>')).toBe('<a href="{{societe|vous}}">x</a>');
	});

	it('take out of a fallback what would end it early', () => {
		expect(writeVariable('societe', ' vo}}us|{ ')).toBe('{{societe|vous}}');
		expect(writeVariable('salutation', '  ')).toBe('{{salutation}}');
	});
});
