import { expect, it } from 'vitest';
import { line } from './line.ts';
import { optionalLine } from './optional-line.ts';
import { text } from './text.ts';
import { linkedinField, webPageField } from './web-page.ts';

it('keeps a pasted line as one line', () => {
	expect(line(50).parse(' Brume\r\nEvent \t SA\u2028Nantes\u0085 ')).toBe('Brume Event SA Nantes');
	expect(line(50).parse('Élodie\u0000 d’Arcy')).toBe('Élodie d’Arcy');
	expect(line(50).parse('deux  espaces')).toBe('deux  espaces');
});

it('measures and misses what is left, not what was typed', () => {
	expect(line(5).parse('  12345\n')).toBe('12345');
	expect(line(5).safeParse('123456').success).toBe(false);
	expect(line(5).min(1).safeParse('\u0000\n\u0007 ').success).toBe(false);
	expect(optionalLine(5).parse('\r\n')).toBeNull();
});

it('keeps the lines of a text and drops what no database holds', () => {
	expect(text(50).parse('\n Bonjour\u0000,\r\n\tà jeudi \n')).toBe('Bonjour,\n\tà jeudi');
});

it('replaces half a pair of surrogates, which no JSON of a database may hold', () => {
	expect(line(50).parse('Brume\ud83d Event')).toBe('Brume\ufffd Event');
	expect(text(50).parse('à jeudi \udc00🙂')).toBe('à jeudi \ufffd🙂');
});

it.each([
	['https://www.brumevent.example', 'https://www.brumevent.example'],
	['brumevent.example', 'https://brumevent.example'],
	['HTTP://Brumevent.example/', 'http://brumevent.example'],
	['brumevent.example:8443/fr?a=1#b', 'https://brumevent.example:8443/fr?a=1#b'],
	['https://été.example/', 'https://xn--t-9fab.example'],
	['  ', null],
])('understands the page %j', (typed, kept) => {
	expect(webPageField.parse(typed)).toBe(kept);
});

it.each([
	'javascript:alert(1)',
	'java\nscript:alert(1)',
	'JavaScript://linkedin.com/%0Aalert(1)',
	'data:text/html,x',
	'mailto:camille@cadrelune.example',
	'ftp://brumevent.example',
	'https://camille:secret@brumevent.example',
	'https://localhost/',
	'https://192.0.2.1/',
	'pas une adresse',
	`https://brumevent.example/${'a'.repeat(300)}`,
])('takes %j as no page', (typed) => {
	expect(webPageField.safeParse(typed).success).toBe(false);
	expect(linkedinField.safeParse(typed).success).toBe(false);
});

it.each([
	'https://www.linkedin.com/in/camille-aubrelle',
	'linkedin.com/in/camille-aubrelle/',
	'http://fr.linkedin.com/in/camille-aubrelle?originalSubdomain=fr#about',
	'https://m.LinkedIn.com/in/camille-aubrelle/?trk=people',
])('keeps %j as the one address of a profile', (typed) => {
	expect(linkedinField.parse(typed)).toBe('https://www.linkedin.com/in/camille-aubrelle');
});

it.each([
	'https://linkedin.com',
	'https://linkedin.com.elsewhere.example/in/x',
	'https://elsewhere.example/linkedin.com/in/x',
	'https://notlinkedin.com/in/x',
	'https://www.linkedin.com@elsewhere.example/in/x',
])('takes %j as no page of LinkedIn', (typed) => {
	expect(linkedinField.safeParse(typed).success).toBe(false);
});
