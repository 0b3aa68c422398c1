import { describe, expect, it } from 'vitest';
import { processorTime } from '#tests/environment/processor-time.ts';
import { sanitise } from './sanitise.ts';

describe('sanitise', () => {
	it.each([
		['<script>alert(1)</script>x', 'x'],
		['<img src=x onerror=alert(1)>', '<img />'],
		['<a href="javascript:alert(1)">x</a>', '<a rel="noopener noreferrer nofollow" target="_blank">x</a>'],
		['<svg><script>alert(1)</script></svg>x', 'x'],
		['<style>body{background:url(https://t.example)}</style>x', 'x'],
		['<iframe src="https://x.example"></iframe>x', 'x'],
		['<form action="https://x.example"><input name="a">x</form>', 'x'],
		['<meta http-equiv="refresh" content="0;url=https://x.example">x', 'x'],
		['<base href="https://x.example/">x', 'x'],
		['<p style="background:url(https://t.example/p.gif);color:red">x</p>', '<p style="color:red">x</p>'],
		['<p style="position:fixed;top:0">x</p>', '<p>x</p>'],
		[
			'<table background="https://t.example/p.gif"><tr><td>x</td></tr></table>',
			'<table><tr><td>x</td></tr></table>',
		],
		['<link rel="stylesheet" href="https://t.example/a.css">x', 'x'],
		['<img src="//t.example/p.gif">', '<img />'],
		['<img srcset="https://t.example/p.gif 2x" src="cid:logo">', '<img />'],
		['<img src="data:text/html;base64,AAAA">', '<img />'],
		['<math><mtext></mtext></math>x', 'x'],
	])('%s', (html, clean) => expect(sanitise(html).html).toBe(clean));

	it('keeps remote pictures off, to be shown on demand', () => {
		expect(sanitise('<img src="https://t.example/p.gif" alt="logo" width="1">')).toEqual({
			html: '<img alt="logo" width="1" data-src="https://t.example/p.gif" />',
			remoteImages: 1,
		});
	});

	it('trusts no data-src of the sender', () => {
		expect(sanitise('<img data-src="javascript:alert(1)">').html).toBe('<img />');
	});

	it('opens links elsewhere', () => {
		expect(sanitise('<a href="https://x.example" target="_top" onclick="x()">x</a>').html).toBe(
			'<a href="https://x.example" target="_blank" rel="noopener noreferrer nofollow">x</a>',
		);
	});

	it('has little work with a megabyte of tags', async () => {
		expect(await processorTime(() => sanitise('<div>'.repeat(200_000)))).toBeLessThan(6_000);
	});
});
