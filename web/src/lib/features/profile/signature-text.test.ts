import { expect, it } from 'vitest';
import { hintsOn, htmlOf, linesOf } from './signature-text.ts';

it('reads a signature of mere lines and writes it back', () => {
	const html = '<p>Camille Aubrelle<br>Ventes &amp; conseil &lt;3</p>';
	expect(linesOf(html)).toBe('Camille Aubrelle\nVentes & conseil <3');
	expect(htmlOf(linesOf(html)!)).toBe(html);
	expect(linesOf('<div>un</div><div>deux</div>')).toBe('un\ndeux');
});

it('leaves anything else to those who write HTML', () => {
	expect(linesOf('<p><a href="https://a.example">a</a></p>')).toBeUndefined();
	expect(linesOf('<p style="color: red">a</p>')).toBeUndefined();
});

it('says what makes a signature heavy', () => {
	expect(hintsOn('<table><tr><td>x</td></tr></table>')).toEqual([{ code: 'table' }]);
	expect(hintsOn(`<img src="data:image/png;base64,${'A'.repeat(200_000)}">`)).toEqual([
		{ code: 'heavy-image', size: 150 },
	]);
	expect(hintsOn('<img src="https://a.example/logo.png">')).toEqual([{ code: 'remote-image' }]);
	expect(hintsOn(`<p>${'a'.repeat(601)}</p>`)).toEqual([{ code: 'long', size: 601 }]);
	expect(hintsOn('<p>Camille</p>')).toEqual([]);
});
