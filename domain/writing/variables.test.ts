import { describe, expect, it } from 'vitest';
import { checkText, renderHtml, renderText, variablesIn } from './variables.ts';

const codes = (text: string) => checkText(text).map(({ code, what }) => `${code} ${what}`);

describe('checkText', () => {
	it('finds nothing to say about the texts of the demonstration world', () => {
		expect(codes('Planification d’atelier chez {{societe|vous}}')).toEqual([]);
		expect(
			codes(
				'<p>{{salutation}}</p><p>Je m’appelle {{expediteur.prenom}} {{ expediteur.nom }}, au {{expediteur.telephone|numéro indiqué}}.</p>',
			),
		).toEqual([]);
	});

	it.each([
		['{{societe}}', ['missing-fallback societe']],
		['{{societe| }}', ['missing-fallback societe']],
		['{{sociéte|vous}}', ['unknown-variable sociéte']],
		['{{constructor|x}}', ['unknown-variable constructor']],
		['{{societe|vous}', ['malformed-variable {{societe|vous}']],
		['a }} b', ['malformed-variable }} b']],
		['{{soc<b>iete</b>|vous}}', ['malformed-variable {{soc<b>iete</b>|vous}}', 'malformed-variable }}']],
		['{{}}', ['malformed-variable {{}}', 'malformed-variable }}']],
	])('%j: %j', (text, expected) => expect(codes(text)).toEqual(expected));

	it.each([
		['de {{societe|vous}}', 'de'],
		['<p>Que <b>{{societe|vous}}</b></p>', 'Que'],
		['jusque&nbsp;{{societe|vous}}', 'jusque'],
	])('warns of an elision in %j', (text, word) => expect(codes(text)).toEqual([`elision ${word}`]));

	it.each([
		'chez {{societe|vous}}',
		'demande {{societe|vous}}',
		'd’{{societe|vous}}',
		'de la {{societe|vous}}',
	])('sees none in %j', (text) => expect(codes(text)).toEqual([]));
});

describe('rendering', () => {
	it('takes the value, or the fallback where the value is missing or blank', () => {
		expect(renderText('chez {{societe|vous}}', { societe: 'Ardelouse' })).toBe('chez Ardelouse');
		expect(renderText('chez {{societe|vous}}', { societe: ' ' })).toBe('chez vous');
		expect(renderText('chez {{ societe | vous }}', {})).toBe('chez vous');
	});

	it('escapes values in HTML and leaves the author’s fallback as it is', () => {
		expect(renderHtml('<p>{{societe|A &amp; B}}</p>', { societe: '<b>"O\'Neil" & fils</b>' })).toBe(
			'<p>&#60;b&#62;&#34;O&#39;Neil&#34; &#38; fils&#60;/b&#62;</p>',
		);
		expect(renderHtml('<p>{{societe|A &amp; B}}</p>', {})).toBe('<p>A &amp; B</p>');
		expect(
			renderHtml('<a href="{{lien_desinscription}}">x</a>', { lien_desinscription: 'https://x/?a=1&b="2"' }),
		).toBe('<a href="https://x/?a=1&#38;b=&#34;2&#34;">x</a>');
	});

	it('does not read a value as a text with variables of its own', () => {
		expect(renderText('{{societe|vous}}', { societe: '{{expediteur.nom}} $& $1' })).toBe(
			'{{expediteur.nom}} $& $1',
		);
	});

	it('refuses a variable that does not exist', () => {
		expect(() => renderText('{{nom|x}}', {})).toThrow('unknown-variable');
	});
});

it('variablesIn lists them in their order', () => {
	expect(variablesIn('{{salutation}} {{societe|vous}}')).toEqual([
		{ name: 'salutation', fallback: undefined, at: 0 },
		{ name: 'societe', fallback: 'vous', at: 15 },
	]);
});
