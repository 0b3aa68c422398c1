import { describe, expect, it } from 'vitest';
import { cleanSignature } from './clean-signature.ts';

const codes = (html: string) => cleanSignature(html).remarks.map(({ code }) => code);
const logo = (bytes: number) => `<img src="data:image/png;base64,${Buffer.alloc(bytes).toString('base64')}">`;

describe('cleanSignature', () => {
	it('keeps what a mail may carry', () => {
		const html =
			'<p><strong>Camille Aubrelle</strong><br />02 61 91 40 12 · <a href="https://www.cadrelune.example">www.cadrelune.example</a></p>';
		expect(cleanSignature(html)).toEqual({ html, remarks: [] });
	});

	it.each([
		'<script>alert(1)</script>',
		'<p onclick="x()">a</p>',
		'<a href="javascript:alert(1)">a</a>',
		'<img src="javascript:x">',
		'<img src="data:text/html;base64,PHNjcmlwdD4=">',
		'<img src="data:image/svg+xml;base64,PHN2Zz4=">',
		'<iframe src="https://a.example"></iframe>',
		'<p style="background:url(https://a.example)">a</p>',
		'<form action="https://a.example"><input></form>',
	])('takes the harm out of %s', (html) => {
		expect(cleanSignature(html).html).not.toMatch(
			/script|onclick|iframe|url\(|form|input|data:text|svg|javascript/i,
		);
	});

	it('says what makes a mail look like spam (R-28)', () => {
		expect(codes('<table><tr><td>a</td></tr></table>')).toEqual(['table']);
		expect(codes(logo(120_000))).toEqual(['heavy-image']);
		expect(codes(logo(20_000))).toEqual([]);
		expect(codes('<img src="https://cdn.example/logo.png">')).toEqual(['remote-image']);
		expect(codes(`<p>${'a'.repeat(700)}</p>`)).toEqual(['long']);
	});

	it('is none where it shows nothing', () => {
		for (const empty of ['', '<p></p>', '<p>&nbsp;<br></p><div> </div>'])
			expect(cleanSignature(empty).html).toBe('');
		expect(cleanSignature(logo(10)).html).toContain('<img');
	});

	it('changes nothing at the second time', () => {
		const once = cleanSignature(`<table><tr><td onclick="x">Zoé & co</td></tr></table>${logo(10)}`).html;
		expect(cleanSignature(once).html).toBe(once);
	});
});
