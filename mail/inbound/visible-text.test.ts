import { describe, expect, it } from 'vitest';
import { textOfHtml, visibleTextOf } from './visible-text.ts';

describe('visibleTextOf', () => {
	it.each([
		['Gmail', 'Oui.\n\nLe mar. 24 nov. 2026 à 09:12, Camille <c@x.example> a écrit :\n\n> Bonjour'],
		[
			'Gmail over two lines',
			'Oui.\n\nLe mar. 24 nov. 2026 à 09:12, Camille Aubrelle <\nc@x.example> a écrit :\n\n> Bonjour',
		],
		[
			'a no-break space before the colon',
			'Oui.\n\nLe mardi 24 novembre 2026 à 09:12, Camille a écrit\u00a0:\n\n> Bonjour',
		],
		[
			'Outlook in French',
			'Oui.\n\nDe : Camille <c@x.example>\nEnvoyé : mardi 24 novembre 2026 09:12\nÀ : M. Ronsavel\nObjet : Atelier\n\nBonjour',
		],
		[
			'Outlook in English',
			'Oui.\n\nFrom: Camille <c@x.example>\nSent: Tuesday, 24 November 2026\nTo: M\nSubject: Atelier\n\nBonjour',
		],
		['message d’origine', 'Oui.\n\n-------- Message d’origine --------\nDe : Camille\n\nBonjour'],
		['message original', 'Oui.\n\n-----Message original-----\nBonjour'],
		['English', 'Oui.\n\nOn Tue, 24 Nov 2026 at 09:12, Camille wrote:\n> Bonjour'],
		['a phone', 'Oui.\n\nEnvoyé de mon iPhone\n\n> Le 24 nov. 2026 à 09:12, Camille a écrit :\n> Bonjour'],
	])('%s', (_, text) => expect(visibleTextOf(text)).toBe('Oui.'));

	it('leaves a sentence that begins with « De : » alone', () => {
		expect(visibleTextOf('De : rien.\nÀ jeudi.')).toContain('De : rien.');
	});

	it('answers an empty text where there is only a quotation', () => {
		expect(visibleTextOf('> Bonjour')).toBe('');
	});
});

describe('textOfHtml', () => {
	it('marks what is quoted', () => {
		const text = textOfHtml(
			'<p>Oui.</p><div class="gmail_quote">Le 24 nov. a écrit :<blockquote>Bonjour</blockquote></div>',
		);
		expect(visibleTextOf(text)).toBe('Oui.');
	});
});
