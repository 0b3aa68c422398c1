import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { describe, expect, it } from 'vitest';
import { anyLetter, anyLine } from './any-letter.test-support.ts';
import { letterSchema, USUAL_COLOURS, type Letter } from './letter.ts';
import { readMarkup } from './markup.test-support.ts';
import { renderLetter, type LetterSettings } from './render-letter.ts';
import type { Piece, RenderedLetter } from './rendered-letter.ts';
import { fillHtml, fillText, valueOfSlot } from './slots.ts';

const settings: LetterSettings = {
	subject: 'Trois façons chez {{societe|vous}}',
	previewText: 'Trois habitudes',
	language: 'fr',
	imprint: 'Cadrelune\n12 rue de l’Exemple, 44000 Nantes',
	imagesAt: 'https://refrain.example/i/',
	isMeasured: true,
};

const letterOf = (content: unknown[]): Letter =>
	letterSchema.parse({ type: 'doc', attrs: USUAL_COLOURS, content });
const text = (words: string, ...marks: unknown[]) => ({ type: 'text', text: words, marks });
const link = (href: string, isMeasured = true) => ({ type: 'link', attrs: { href, isMeasured } });
const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content });
const slots = (pieces: readonly Piece[]) =>
	pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.slot]));
const named = (slot: string) => `«${slot}»`;

const ELEMENTS = new Set(
	'html head title meta style body div table tbody tr td p h1 h2 h3 ul ol li a strong em br img'.split(' '),
);

/** What a letter holds, to be found again. */
function wordsOf(node: unknown): string[] {
	if (Array.isArray(node)) return node.flatMap(wordsOf);
	if (typeof node !== 'object' || node === null) return [];
	const { type, text: said, attrs, content } = node as Record<string, unknown>;
	const own = type === 'text' ? [String(said)] : [];
	if (type === 'button') own.push(String((attrs as { label: string }).label));
	return [...own, ...wordsOf(content)];
}

describe('any letter', () => {
	it('is whole HTML with each slot in it, and nothing in it is anybody’s markup', async () => {
		await assertProperty(
			fc.asyncProperty(
				anyLetter,
				anyLine,
				anyLine,
				anyLine,
				async (letter, subject, previewText, imprint) => {
					const rendered = await renderLetter(letter, { ...settings, subject, previewText, imprint });
					const empty = readMarkup(fillHtml(rendered.html, () => 'x'));
					for (const { name, attributes } of empty.elements) {
						expect(ELEMENTS).toContain(name);
						expect(Object.keys(attributes).filter((attribute) => attribute.startsWith('on'))).toEqual([]);
						if (name === 'a') expect(attributes.href).toMatch(/^(https?:|mailto:|tel:|#|x$)/);
						if (name === 'img') expect(attributes.src).toMatch(/^(https:\/\/refrain\.example\/i\/|x$)/);
					}
					const hostile = '"\'><script>alert(1)</script>{{societe}}\uE0000\uE001';
					const value = (slot: string) => (slot === 'signature' ? '<i>Camille</i>' : hostile);
					const filled = readMarkup(fillHtml(rendered.html, value));
					expect(filled.elements.filter(({ name }) => name !== 'i').map(({ name }) => name)).toEqual(
						empty.elements.map(({ name }) => name),
					);
					const tracked = rendered.links.filter(({ isTracked }) => isTracked);
					const expected = tracked.map(({ number }) => `link.${number}`);
					for (const pieces of [rendered.html, rendered.text]) {
						expect(slots(pieces).filter((slot) => slot.startsWith('link.'))).toEqual(expected);
					}
					expect(slots(rendered.html)).toEqual(
						expect.arrayContaining(['unsubscribe', 'browser', 'measuring', 'pixel', 'signature']),
					);
					expect(slots(rendered.text)).toEqual(
						expect.arrayContaining(['unsubscribe', 'browser', 'measuring', 'signature']),
					);
					for (const { url } of rendered.links) expect(url).toMatch(/^(https?:|mailto:|tel:|#)/);
				},
			),
			{ numRuns: 120 },
		);
	});

	it('says each of its words in its plain text and in its HTML', async () => {
		await assertProperty(
			fc.asyncProperty(anyLetter, async (letter) => {
				const rendered = await renderLetter(letter, settings);
				const said = fillText(rendered.text, () => '');
				const shown = readMarkup(fillHtml(rendered.html, () => '')).text;
				const parts = wordsOf(letter).map((words) => words.replace(/\{\{[^{}]*\}\}|[\uE000\uE001]/g, ' '));
				for (const word of parts.join(' ').split(/\s+/)) {
					expect(said).toContain(word);
					expect(shown.replaceAll('\n', ' ')).toContain(word);
				}
			}),
			{ numRuns: 120 },
		);
	});
});

describe('links', () => {
	const render = (content: unknown[]): Promise<RenderedLetter> => renderLetter(letterOf(content), settings);

	it.each([
		['https://a.example/x?a=1&amp;b=2#c', 'https://a.example/x?a=1&b=2#c', true],
		['https://a.example/x?u=%C3%A9&e=', 'https://a.example/x?u=%C3%A9&e=', true],
		['mailto:a@b.example?subject=x', 'mailto:a@b.example?subject=x', false],
		['tel:+33261914012', 'tel:+33261914012', false],
		['#haut', '#haut', false],
	])('%s leads to %s, tracked: %s', async (href, url, isTracked) => {
		const { links } = await render([paragraph(text('ici', link(href)))]);
		expect(links).toEqual([{ number: 1, url, isTracked }]);
	});

	it.each(['https://www.cadrelune.example/x', 'www.cadrelune.example', 'cadrelune.example/arret?a=1'])(
		'whose words are an address are left as they are: %s',
		async (words) => {
			const { links, text: said } = await render([
				paragraph(text(words, link('https://www.cadrelune.example/x'))),
			]);
			expect(links[0]?.isTracked).toBe(false);
			expect(fillText(said, named)).toMatch(new RegExp(`^${words.replace(/[?.]/g, '\\$&')}\n`));
		},
	);

	it('that their author excludes are not tracked', async () => {
		const { links, html } = await render([
			paragraph(text('ici', link('https://a.example/?a=1&b=2', false))),
			{ type: 'button', attrs: { label: 'Lire', href: 'https://b.example/' } },
		]);
		expect(links.map(({ isTracked }) => isTracked)).toEqual([false, true]);
		expect(fillHtml(html, named)).toContain('href="https://a.example/?a=1&#38;b=2"');
	});

	it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///x', '/relative', 'https://a@b.example/'])(
		'to nowhere are words: %s',
		async (href) => {
			const { links, html } = await render([
				paragraph(text('ici', link(href))),
				{ type: 'button', attrs: { label: 'Lire', href } },
			]);
			expect(links).toEqual([]);
			expect(fillHtml(html, named)).not.toContain(href);
			expect(fillHtml(html, named)).toMatch(/Lire/);
		},
	);

	it('count once where their words have several looks', async () => {
		const to = link('https://a.example/');
		const { links } = await render([
			paragraph(text('un ', to), text('deux', to, { type: 'bold' }), text(' trois')),
		]);
		expect(links).toHaveLength(1);
	});

	it('to the unsubscribe page are the product’s own', async () => {
		const { links, html } = await render([paragraph(text('sortir', link('{{lien_desinscription}}')))]);
		expect(links).toEqual([]);
		expect(slots(html).filter((slot) => slot === 'unsubscribe')).toHaveLength(2);
	});
});

describe('variables', () => {
	it('have one slot for each fallback, and stand in the list once', async () => {
		const variable = (fallback: string) => ({ type: 'variable', attrs: { name: 'societe', fallback } });
		const letter = letterOf([paragraph(variable('vous'), variable('votre atelier'), text(' {{ville|ici}}'))]);
		const rendered = await renderLetter(letter, settings);
		expect(rendered.variables.toSorted()).toEqual(['societe', 'ville']);
		const value = (slot: string) => valueOfSlot(slot, { societe: ' ', ville: 'Vierzon' }) ?? '';
		expect(fillText(rendered.text, value)).toMatch(/^vousvotre atelier Vierzon\n/);
		expect(fillText(rendered.subject, value)).toBe('Trois façons chez vous');
	});

	it('of no product say their fallback, and of no object', async () => {
		const rendered = await renderLetter(letterOf([paragraph(text('{{constructor|x}}'))]), settings);
		expect(fillText(rendered.text, (slot) => valueOfSlot(slot, {}) ?? '')).toMatch(/^x\n/);
	});
});

it('reads as a letter in plain text', async () => {
	const letter = letterOf([
		{ type: 'heading', attrs: { level: 1 }, content: [text('L’arrêt annuel')] },
		paragraph(text('Voir le '), text('calendrier', link('https://a.example/c')), text('.')),
		{
			type: 'orderedList',
			content: ['un', 'deux'].map((one) => ({ type: 'listItem', content: [paragraph(text(one))] })),
		},
		{ type: 'button', attrs: { label: 'Préparer', href: 'https://a.example/p' } },
	]);
	const { text: pieces } = await renderLetter(letter, { ...settings, isMeasured: false });
	expect(fillText(pieces, named)).toBe(
		[
			'L’arrêt annuel\n',
			'Voir le calendrier <«link.1»>.\n',
			'1. un\n2. deux\n',
			'Préparer <«link.2»>\n',
			'«signature»\n',
			'Vous recevez cette lettre parce que vous y êtes inscrit ou inscrite.',
			'Se désinscrire\u00a0: «unsubscribe»',
			'Voir dans le navigateur\u00a0: «browser»',
			'Cadrelune\n12 rue de l’Exemple, 44000 Nantes\n',
		].join('\n'),
	);
});
