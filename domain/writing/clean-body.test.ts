import { describe, expect, it } from 'vitest';
import { cleanBody } from './clean-body.ts';

describe('cleanBody', () => {
	it('keeps what the editor writes, variables included', () => {
		const html =
			'<p>{{salutation}}</p><p>Chez {{societe|vous}} : <a href="https://www.cadrelune.example/essai">essai</a><br />fin</p><ul><li>un</li></ul>';
		expect(cleanBody(html)).toBe(html);
	});

	it.each([
		'<script>x</script>',
		'<img src="https://a.example/p.gif">',
		'<p style="color:red" onclick="x()">a</p>',
		'<a href="javascript:x">a</a>',
		'<a href="//a.example">a</a>',
		'<style>p{}</style>',
		'<table><tr><td>a</td></tr></table>',
	])('takes the rest out of %s', (html) => {
		expect(cleanBody(html)).not.toMatch(/script|img|style|onclick|javascript|href="\/\/|table/);
	});
});
