import { describe, expect, it } from 'vitest';
import { trackLinks, withPixel } from './track-links.ts';

const tracking = {
	excludedDomains: ['visio.example'],
	ownAddresses: ['https://refrain.example', 'https://liens.atelier.example'],
	addressOf: (number: number) => `https://liens.atelier.example/l/${number}`,
};
const track = (html: string) => trackLinks(html, tracking);

describe('a link of a mail', () => {
	it('is rewritten, and its target kept as its reader would have come to it', () => {
		const { html, links } = track(
			'<p>Voir <a href="https://atelier.example/a?x=1&amp;y=%C3%A9#plan" title="T">le plan</a> et ' +
				'<a href="HTTP://Atelier.example">nous</a></p>',
		);
		expect(links).toEqual([
			{ number: 1, url: 'https://atelier.example/a?x=1&y=%C3%A9#plan' },
			{ number: 2, url: 'http://atelier.example/' },
		]);
		expect(html).toBe(
			'<p>Voir <a href="https://liens.atelier.example/l/1" title="T">le plan</a> et ' +
				'<a href="https://liens.atelier.example/l/2">nous</a></p>',
		);
	});

	it.each([
		['a mail address', '<a href="mailto:ines@atelier.example">écrire</a>'],
		['a telephone', '<a href="tel:+33123456789">appeler</a>'],
		['an anchor', '<a href="#suite">suite</a>'],
		['a path', '<a href="/ici">ici</a>'],
		['a script', '<a href="javascript:alert(1)">clic</a>'],
		['unsubscribing', '<a href="https://refrain.example/u/abc">Me désinscrire</a>'],
		['a link of ours', '<a href="https://liens.atelier.example/l/abc">déjà</a>'],
		['an excluded domain', '<a href="https://visio.example/r">visio</a>'],
		['one below it', '<a href="https://eu.visio.example./r">visio</a>'],
		['words that are its address', '<a href="https://atelier.example/a">https://atelier.example/a</a>'],
		['words that are a host', '<a href="https://atelier.example/a"> www.atelier.example </a>'],
		['words that are a page', '<a href="https://atelier.example/a"><b>atelier.example/a</b></a>'],
		['a name before a host', '<a href="https://bank.example@atelier.example/">clic</a>'],
		['no address', '<a name="ici">ici</a><a href="https://">rien</a>'],
	])('stays as it is where it leads to %s', (_, html) => {
		expect(track(html)).toEqual({ html, links: [] });
	});

	it('is not taken for an excluded one that only ends the same', () => {
		expect(track('<a href="https://notvisio.example/">x</a>').links).toHaveLength(1);
	});

	it('of an image map is one too; words, comments and attributes that look like links are none', () => {
		const { html, links } = track(
			'<map><area href="https://atelier.example/z" alt=""></map><!-- <a href="https://a.example/">x</a> --><p title=\'<a href="https://b.example/">\'>https://c.example/</p>',
		);
		expect(links.map(({ url }) => url)).toEqual(['https://atelier.example/z']);
		expect(html).toContain('<!-- <a href="https://a.example/">x</a> -->');
		expect(html).toContain('https://c.example/');
	});

	it('that stands there twice is counted twice', () => {
		const { links } = track('<a href="https://a.example/">x</a><a href="https://a.example/">y</a>');
		expect(links.map(({ number }) => number)).toEqual([1, 2]);
	});
});

it('the pixel stands last and says nothing', () => {
	expect(withPixel('<p>Bonjour</p>', 'https://liens.example/o/x.gif')).toMatch(
		/^<p>Bonjour<\/p><img src="https:\/\/liens.example\/o\/x.gif" width="1" height="1" alt=""/,
	);
});
