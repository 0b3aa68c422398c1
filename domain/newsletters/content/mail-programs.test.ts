/** The compiled HTML under the rules of the mail programs that people have (docs/design/newsletter-content.md). */
import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { describe, expect, it } from 'vitest';
import { anyLetter } from './any-letter.test-support.ts';
import { letterSchema, MAIL_WIDTH, USUAL_COLOURS } from './letter.ts';
import { readMarkup, type Element } from './markup.test-support.ts';
import { renderLetter, type LetterSettings } from './render-letter.ts';
import { fillHtml } from './slots.ts';

const text = (words: string, ...marks: unknown[]) => ({ type: 'text', text: words, marks });
const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content });
const image = {
	type: 'image',
	attrs: {
		...{ file: `${'a2'.repeat(13)}.png`, alt: 'Un atelier', width: 552, href: 'https://a.example/' },
		...{ pixelWidth: 1_104, pixelHeight: 254, bytes: 40_000 },
	},
};
const list = (type: string) => ({
	type,
	content: [{ type: 'listItem', content: [paragraph(text('un'))] }],
});

/** One of each block. */
const everyBlock = letterSchema.parse({
	type: 'doc',
	attrs: USUAL_COLOURS,
	content: [
		{ type: 'heading', attrs: { level: 1 }, content: [text('L’arrêt annuel')] },
		paragraph(
			text('Bonjour', { type: 'bold' }),
			text(' à lire', { type: 'link', attrs: { href: 'https://a.example/' } }),
		),
		list('bulletList'),
		list('orderedList'),
		image,
		{ type: 'divider' },
		{ type: 'button', attrs: { label: 'Préparer', href: 'https://b.example/' } },
		{
			type: 'columns',
			content: [
				{ type: 'column', content: [image, paragraph(text('gauche'))] },
				{ type: 'column', content: [paragraph(text('droite'))] },
			],
		},
	],
});

const settings: LetterSettings = {
	...{ subject: 'Trois façons', previewText: 'Trois habitudes', language: 'fr', imprint: 'Cadrelune' },
	...{ imagesAt: 'https://refrain.example/i/', isMeasured: true },
};

const compiled = async (letter = everyBlock) =>
	fillHtml((await renderLetter(letter, settings)).html, (slot) =>
		slot === 'signature' ? '<p>Camille</p>' : `https://t.example/${slot}`,
	);
const html = await compiled();

/** The HTML as Word reads it: what stands in its comments is part of it, what excludes it is not. */
function asWord(source: string): string {
	return source
		.replace(/<!--\[if !mso\]><!-->[^]*?<!--<!\[endif\]-->/g, '')
		.replace(/<!--\[if (?:mso|mso \| IE|lte mso 11)\]>([^]*?)<!\[endif\]-->/g, '$1')
		.replace(/<xml>[^]*?<\/xml>/g, '');
}

const named = (elements: readonly Element[], name: string) => elements.filter((one) => one.name === name);
const looks = (elements: readonly Element[]) => elements.map(({ attributes }) => attributes.style ?? '');

describe('every program', () => {
	const { elements } = readMarkup(html);

	it('is told language and direction, where html loses its attributes too', () => {
		const body = elements.findIndex(({ name }) => name === 'body');
		for (const element of [elements[0]!, elements[body + 1]!]) {
			expect(element.attributes).toMatchObject({ lang: 'fr', dir: 'ltr' });
		}
	});

	it('is told that tables are no tables, and what each image shows', () => {
		for (const { attributes } of named(readMarkup(asWord(html)).elements, 'table')) {
			expect(attributes).toMatchObject({ role: 'presentation', cellpadding: '0', cellspacing: '0' });
		}
		for (const { attributes } of named(elements, 'img')) expect(attributes).toHaveProperty('alt');
	});

	it('shows the preview text in its list and nowhere else', () => {
		const hidden = looks(elements).filter((look) => look.includes('display:none'));
		expect(hidden).toHaveLength(1);
		expect(hidden[0]).toMatch(/mso-hide:all/);
		expect(readMarkup(html).text.replace(/^\s*Trois façons\s*/, '')).toMatch(
			/^Trois habitudes(\u034f\u200c\u00a0){40}/,
		);
	});

	it('loads nothing but images', () => {
		expect(html).not.toMatch(/<(?:script|link|iframe|form|video|object)|@import|@font-face|url\(/i);
	});
});

describe('classic Outlook (Word)', () => {
	const word = readMarkup(asWord(html));

	it('sees whole tables, each row of the layout with its width in pixels', () => {
		const widths = named(word.elements, 'table').flatMap(({ attributes }) => attributes.width ?? []);
		expect(widths.filter((width) => width === String(MAIL_WIDTH)).length).toBeGreaterThanOrEqual(3);
		const cells = looks(named(word.elements, 'td')).filter((look) => /(?:^|;)width:300px/.test(look));
		expect(cells).toHaveLength(2);
	});

	it('finds both measures of an image in pixels: it reads no maximum', () => {
		for (const { attributes } of named(word.elements, 'img')) {
			expect(attributes.width).toMatch(/^\d+$/);
			expect(attributes.height).toMatch(/^\d+$/);
		}
		const [full, half] = named(word.elements, 'img').map(({ attributes }) => attributes);
		expect([full?.width, full?.height]).toEqual(['552', '127']);
		expect([half?.width, half?.height]).toEqual(['252', '58']);
	});

	it('paints a button by the attribute of its cell', () => {
		const cell = named(word.elements, 'td').find(({ attributes }) => attributes.bgcolor);
		expect(cell?.attributes.bgcolor).toBe(USUAL_COLOURS.accent);
		expect(cell?.attributes.style).toMatch(/mso-padding-alt:12px 20px/);
	});

	it('is asked for nothing that it does not know', () => {
		const unknown =
			/(?:^|;)\s*(?:display:\s*(?:flex|grid)|float|position|background-image|transform|opacity:0;.*url)/;
		for (const look of looks(word.elements)) expect(look).not.toMatch(unknown);
	});

	it('stays whole for any letter', async () => {
		await assertProperty(
			fc.asyncProperty(anyLetter, async (letter) => {
				const { elements } = readMarkup(asWord(await compiled(letter)));
				for (const { attributes } of named(elements, 'img')) {
					expect(Number(attributes.width)).toBeGreaterThan(0);
					expect(Number(attributes.height)).toBeGreaterThan(0);
				}
			}),
			{ numRuns: 60 },
		);
	});
});

describe('Gmail', () => {
	const { styles } = readMarkup(html);

	it('reads all styles: it stops at 8,192 characters', () => {
		expect(styles.join('').length).toBeLessThan(8_192);
	});

	it('leaves out one block of styles only, that of Outlook.com', () => {
		const withSelectors = styles.filter((style) => style.includes('['));
		expect(withSelectors).toEqual([styles.at(-1)]);
		expect(withSelectors[0]).toMatch(/data-ogsc/);
	});

	it('finds no rule within a rule within a rule', () => {
		for (const style of styles) expect(style).not.toMatch(/@[^{]*\{[^}]*@/);
	});

	it('finds the look of each link and text beside it: it may drop all styles', () => {
		const { elements } = readMarkup(html);
		for (const { attributes } of named(elements, 'a'))
			expect(attributes.style).toMatch(/color:|text-decoration/);
		expect(looks(named(elements, 'div')).some((look) => look.includes('font-family'))).toBe(true);
	});
});

describe('Apple Mail and Thunderbird', () => {
	it('are told that both themes are known, and paint the dark one', () => {
		expect(html).toMatch(/<meta name="color-scheme" content="light dark">/);
		expect(readMarkup(html).styles.some((style) => style.includes('prefers-color-scheme:dark'))).toBe(true);
	});

	it('let the mail follow a narrow screen', () => {
		expect(html).toMatch(/<meta name="viewport" content="width=device-width/);
		expect(html).toMatch(/\.moz-text-html \.mj-column-per-50/);
		for (const look of looks(named(readMarkup(html).elements, 'img')).filter(
			(one) => !/width:1px/.test(one),
		)) {
			expect(look).toMatch(/width:100%;max-width:\d+px;height:auto/);
		}
	});
});

describe('Outlook.com', () => {
	it('has dark rules by its own mark, for each class that the other dark rules know', () => {
		const { styles } = readMarkup(html);
		const classes = (style: string) => [...new Set(style.match(/\.rf-[a-z]/g))].toSorted();
		const dark = styles.find((style) => style.includes('prefers-color-scheme'))!;
		expect(classes(styles.at(-1)!)).toEqual(classes(dark));
	});

	it('is given no place out of the flow', () => {
		for (const look of looks(readMarkup(html).elements)) expect(look).not.toMatch(/position:|margin[^;]*:-/);
	});
});
