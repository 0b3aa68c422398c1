import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { describe, expect, it } from 'vitest';
import { anyLetter, anyLine } from '../any-letter.test-support.ts';
import { exampleLetter } from '../example-letter.ts';
import { letterSchema, USUAL_COLOURS, type LetterColours } from '../letter.ts';
import { htmlBytes } from '../measured-size.ts';
import { renderLetter } from '../render-letter.ts';
import { checkLetter, type LetterToCheck } from './check-letter.ts';
import { outcomeOfFailure, outcomeOfStatus, type LinkVerdict } from './link-verdict.ts';
import { mayBeActivated, REMARKS } from './remark.ts';
import { spamWordsIn } from './spam-words.ts';

const text = (words: string, ...marks: unknown[]) => ({ type: 'text', text: words, marks });
const link = (href: string) => ({ type: 'link', attrs: { href } });
const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content });
const image = (attrs: object) => ({
	type: 'image',
	attrs: {
		...{ file: `${'a2'.repeat(13)}.png`, title: 'arret.png', alt: 'Un atelier', width: 400 },
		...{ pixelWidth: 800, pixelHeight: 300, bytes: 40_000 },
		...attrs,
	},
});

function check(content: unknown[], rest: Partial<LetterToCheck> = {}, colours: Partial<LetterColours> = {}) {
	const letter = letterSchema.parse({ type: 'doc', attrs: { ...USUAL_COLOURS, ...colours }, content });
	const around = { subject: 'Bonjour', previewText: '', imprint: 'Cadrelune', htmlBytes: 9_000, links: [] };
	return checkLetter({ letter, ...around, ...rest }).remarks;
}
const words = paragraph(text('Bonjour à tous'));
const verdict = (url: string, outcome: LinkVerdict['outcome'], answer: string): LinkVerdict => ({
	...{ url, outcome, answer },
	askedAt: new Date(0),
});

describe('the check before activation', () => {
	it.each(['fr', 'en'] as const)('has nothing to fix in the example letter (%s)', (language) => {
		const { letter, subject, previewText } = exampleLetter(language);
		const checked = { letter, subject, previewText, imprint: 'Cadrelune', htmlBytes: undefined, links: [] };
		expect(checkLetter(checked).remarks).toEqual([]);
	});

	it('names each fault with its block', () => {
		const remarks = check(
			[
				words,
				paragraph({ type: 'variable', attrs: { name: 'societe', fallback: '' } }),
				{
					type: 'columns',
					content: [
						{ type: 'column', content: [words] },
						{ type: 'column', content: [words, paragraph(text('{{inconnue}} et {{societe|vous}'))] },
					],
				},
				paragraph(text('ici', link('javascript:alert(1)'))),
				{ type: 'button', attrs: { label: 'Lire', href: '' } },
				paragraph(text('Un modèle gratuit, chez '), text('de '), text('{{societe|vous}}')),
			],
			{ subject: ' ', imprint: '' },
		);
		expect(remarks.map(({ code, place, what }) => [code, place, what])).toEqual([
			['empty-subject', 'subject', ''],
			['no-imprint', 'imprint', ''],
			['missing-fallback', [1], 'societe'],
			['unknown-variable', [2, 1, 1], 'inconnue'],
			['malformed-variable', [2, 1, 1], '{{societe|vous}'],
			['bad-link', [3], 'javascript:alert(1)'],
			['bad-link', [4], ''],
			['elision', [5], 'de'],
			['spam-word', [5], 'gratuit'],
		]);
		expect(mayBeActivated(remarks)).toBe(false);
		expect(mayBeActivated(remarks.filter(({ code }) => REMARKS[code].level === 'look'))).toBe(true);
	});

	it('reads variables of subject and preview text', () => {
		const remarks = check([words], { subject: 'Chez {{societe}}', previewText: 'À {{ville}}' });
		expect(remarks.map(({ code, place }) => [code, place])).toEqual([
			['missing-fallback', 'subject'],
			['missing-fallback', 'previewText'],
		]);
	});

	it('counts a subject as it will be read', () => {
		const long = `{{societe|vous}} ${'x'.repeat(38)}`;
		expect(check([words], { subject: long })).toMatchObject([{ code: 'long-subject', value: 43 }]);
		expect(check([words], { subject: long.slice(0, -1) })).toEqual([]);
	});

	it('warns of a letter that is heavy, and of one that Gmail cuts', () => {
		expect(check([words], { htmlBytes: 80_001 })).toMatchObject([{ code: 'heavy-html', value: 80_001 }]);
		expect(check([words], { htmlBytes: 102_001 })).toMatchObject([{ code: 'clipped-html' }]);
	});

	it('warns of images', () => {
		const codes = (attrs: object) => check([words, image(attrs)]).map(({ code, place }) => [code, place]);
		expect(codes({})).toEqual([]);
		expect(codes({ alt: ' ' })).toEqual([['image-without-alt', [1]]]);
		expect(codes({ alt: '', isDecorative: true })).toEqual([]);
		expect(codes({ bytes: 200_001 })).toEqual([['heavy-image', [1]]]);
		expect(codes({ pixelWidth: 1_201 })).toEqual([['large-image', [1]]]);
		expect(codes({ file: `${'a2'.repeat(13)}.webp` })).toEqual([['webp', [1]]]);
	});

	it('warns of a letter that is nothing but images, and refuses one that says nothing', () => {
		expect(check([image({})]).map(({ code }) => code)).toEqual(['all-images']);
		expect(check([paragraph(), { type: 'divider' }]).map(({ code }) => code)).toEqual(['empty-letter']);
	});

	it('warns of colours that cannot be read, light and dark', () => {
		const remarks = check([words], {}, { text: '#999999', onAccent: '#0f5c64' });
		expect(remarks.map(({ code, what }) => [code, what])).toEqual([
			['low-contrast', 'text'],
			['low-contrast', 'button'],
		]);
		expect(remarks[0]?.value).toBeCloseTo(2.85, 2);
	});

	it('says which links are dead, and which gave no answer', () => {
		const letter = [
			paragraph(
				text('a', link('https://a.example/?x=1&amp;y=2')),
				text(' '),
				text('b', link('https://b.example')),
			),
			paragraph(text('www.c.example', link('https://d.example/'))),
		];
		const links = [
			verdict('https://a.example/?x=1&y=2', 'dead', '404'),
			verdict('https://b.example/', 'silent', 'tcp-timeout'),
			verdict('https://d.example/', 'alive', '200'),
		];
		expect(check(letter, { links })).toEqual([
			{ code: 'dead-link', place: [0], what: 'https://a.example/?x=1&y=2', answer: '404' },
			{ code: 'silent-link', place: [0], what: 'https://b.example/', answer: 'tcp-timeout' },
			{ code: 'misleading-link', place: [1], what: 'www.c.example' },
		]);
	});

	it('has an answer for any letter, and a place in it for each remark', () => {
		assertProperty(
			fc.property(anyLetter, anyLine, (letter, subject) => {
				const checked = { letter, subject, previewText: subject, imprint: '', htmlBytes: 1, links: [] };
				for (const { place } of checkLetter(checked).remarks) {
					if (typeof place === 'string') continue;
					const block = letter.content[place[0]!];
					expect(block).toBeDefined();
					if (place.length === 3) expect(block).toHaveProperty(['content', place[1]!, 'content', place[2]!]);
				}
			}),
		);
	});
});

describe('answers of links', () => {
	it.each([
		[200, 'alive'],
		[302, 'alive'],
		[403, 'alive'],
		[429, 'alive'],
		[404, 'dead'],
		[410, 'dead'],
		[503, 'silent'],
	] as const)('%i: %s', (status, outcome) => expect(outcomeOfStatus(status)).toBe(outcome));

	it.each([
		['dns-unknown', 'dead'],
		['host-refused', 'dead'],
		['tls-certificate', 'dead'],
		['tcp-timeout', 'silent'],
		['dns-unavailable', 'silent'],
		['host-not-sandbox', 'not-asked'],
	] as const)('%s: %s', (code, outcome) => expect(outcomeOfFailure(code)).toBe(outcome));
});

it.each([
	['Un modèle GRATUIT', ['GRATUIT']],
	['Félicitations !', ['Félicitations']],
	['Offre spéciale et dernière chance', ['Offre spéciale', 'dernière chance']],
	['remis à 100\u202f%', ['100\u202f%']],
	['freedom, ingratuit, urgentiste', []],
])('spam words of %j: %j', (words, found) => expect(spamWordsIn(words)).toEqual(found));

it('measures a letter with its links rewritten', async () => {
	const settings = {
		subject: 's',
		previewText: '',
		language: 'fr',
		imprint: '',
		imagesAt: '',
		isMeasured: true,
	} as const;
	const of = async (url: string) => {
		const content = [paragraph(text('ici', link(url)))];
		const letter = letterSchema.parse({ type: 'doc', attrs: USUAL_COLOURS, content });
		return htmlBytes(await renderLetter(letter, settings));
	};
	expect(await of('https://a.example/')).toBe(await of(`https://a.example/${'x'.repeat(1_500)}`));
});
