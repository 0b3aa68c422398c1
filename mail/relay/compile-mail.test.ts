import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { simpleParser, type ParsedMail } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { composeMail } from '#mail/mime/compose.ts';
import { escaped } from '#mail/mime/escaped.ts';
import { oneLine } from '#mail/mime/one-line.ts';
import { compileMail } from './compile-mail.ts';
import { fillMail } from './fill-mail.ts';
import type { MailTemplate, Piece } from './mail-template.ts';

const SLOTS = ['first', 'second', 'third'];
const HOSTILE = [
	'\r\n.\r\n',
	'.',
	'..',
	'=',
	'=2E',
	'=\r\n',
	'\r\nBcc: victim@people.example\r\n',
	'\nSubject: other',
	'--=_',
	'=?UTF-8?Q?x?=',
	'é',
	'Å̊',
	'𝕏 👩‍👩‍👧',
	'\u0000\u0007\u0085\u2028',
	'\ud800',
	' ',
	'\t',
	'  end ',
	'x'.repeat(80),
	'é'.repeat(40),
	'"quoted\\"',
	'<b>&amp;</b>',
	'From me',
];

const words = fc
	.array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme', maxLength: 30 }), fc.string()), {
		maxLength: 6,
	})
	.map((parts) => lines(parts.join('')));
const pieces = fc.array(
	fc.oneof(
		words,
		fc.constantFrom(...SLOTS).map((slot): Piece => ({ slot })),
	),
	{ maxLength: 8 },
);
const values = fc.tuple(words, words, words).map(([first, second, third]) => ({ first, second, third }));

/** Each text's breaks as one kind: what stands at the seam of two texts is never half of one. */
const lines = (text: string): string => text.toWellFormed().replaceAll(/\r\n?/g, '\n');

const filledIn = (
	template: readonly Piece[],
	given: Readonly<Record<string, string>>,
	as: (value: string) => string = (value) => value,
) => template.map((piece) => (typeof piece === 'string' ? piece : as(given[piece.slot]!))).join('');

const FIELDS: MailTemplate['fields'] = [
	{ name: 'From', kind: 'party', party: ['Inès Morvallon'], address: ['ines@cadrelune.example'] },
	{ name: 'To', kind: 'party', party: [{ slot: 'first' }], address: [{ slot: 'address' }] },
	{ name: 'Message-ID', kind: 'tokens', value: ['<', { slot: 'id' }, '@cadrelune.example>'] },
	{ name: 'List-Unsubscribe', kind: 'tokens', value: ['<https://refrain.example/u/', { slot: 'id' }, '>'] },
];
const OF_ALL = { address: 'someone@people.example', id: 'k'.repeat(52) };

/** What stands in each part, read without any library; the names of the fields. */
function readRaw(mail: Buffer) {
	const wire = mail.toString('latin1');
	expect(wire).toMatch(/^[\t\r\n\x20-\x7e]*$/);
	expect(wire.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
	expect(wire.endsWith('\r\n')).toBe(true);
	const all = wire.split('\r\n');
	expect(all.filter((line) => line.startsWith('.'))).toEqual([]);
	const foldable = all.filter((line) => !/^(Message-ID|List-Unsubscribe):/.test(line));
	expect(Math.max(...foldable.map(({ length }) => length))).toBeLessThanOrEqual(76);
	const [head, ...rest] = wire.split('\r\n\r\n');
	const boundary = /boundary="(.*)"/.exec(head!)![1]!;
	const bodies = rest.join('\r\n\r\n').split(`--${boundary}`);
	expect(bodies).toHaveLength(4);
	const decoded = bodies.slice(1, 3).map((body) =>
		Buffer.from(
			body
				.slice(body.indexOf('\r\n\r\n') + 4, -2)
				.replaceAll('=\r\n', '')
				.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
			'latin1',
		).toString(),
	);
	const names = head!.split(/\r\n(?![ \t])/).map((line) => line.slice(0, line.indexOf(':')));
	return { names, text: lines(decoded[0]!), html: lines(decoded[1]!) };
}

const recipient = ({ to }: ParsedMail) => [to].flat()[0]!.value[0]!;

/** As a reader shows a field: on one line, runs of blanks as one. */
const readable = (text: string) => oneLine(text.toWellFormed()).replaceAll(/\s+/g, ' ').trim();

describe('compileMail and fillMail', () => {
	it('make of any template and any values what the ordinary composer makes', async () => {
		await assertProperty(
			fc.asyncProperty(pieces, pieces, pieces, values, async (subject, html, text, given) => {
				const frozen = await composeMail({
					sendId: 's',
					messageId: `<${OF_ALL.id}@cadrelune.example>`,
					date: new Date(0),
					from: { name: 'Inès Morvallon', address: 'ines@cadrelune.example' },
					to: { name: given.first, address: OF_ALL.address },
					subject: filledIn(subject, given),
					html: `|${filledIn(html, given, escaped)}|`,
					text: filledIn(text, given),
				});
				const [before, after] = frozen.html.split(`|${filledIn(html, given, escaped)}|`) as [string, string];
				const compiled = compileMail({
					fields: [...FIELDS, { name: 'Subject', kind: 'text', value: subject }],
					html: [`${before}|`, ...html, `|${after}`],
					text: [...text, '\n'],
					seed: 'issue',
				});
				const mail = fillMail(compiled, { ...OF_ALL, ...given });

				const raw = readRaw(mail);
				expect(raw.html).toBe(lines(frozen.html));
				expect(raw.text).toBe(lines(frozen.text));
				expect(raw.names).toEqual([
					'From',
					'To',
					'Message-ID',
					'List-Unsubscribe',
					'Subject',
					'MIME-Version',
					'Content-Type',
				]);
				const [ours, theirs] = await Promise.all(
					[mail, frozen.bytes].map((bytes) => simpleParser(bytes, { skipTextToHtml: true })),
				);
				// What looks encoded stays as it was typed, and so do two spaces: the ordinary composer is no measure of these.
				expect(readable(ours!.subject ?? '')).toBe(readable(filledIn(subject, given)));
				expect(ours!.from?.value).toEqual(theirs!.from?.value);
				expect(readable(recipient(ours!).name)).toBe(readable(given.first));
				expect(recipient(ours!).address).toBe(recipient(theirs!).address);
				expect(ours!.html).toBe(theirs!.html);
				expect(ours!.text).toBe(theirs!.text);
			}),
			{ numRuns: 400 },
		);
	});

	it('puts in once what is the same for all, its HTML as markup', () => {
		const compiled = compileMail({
			fields: FIELDS,
			html: ['<p>', { slot: 'first' }, '</p>', { slot: 'signature' }],
			text: [{ slot: 'first' }, '\n', { slot: 'signature' }],
			constants: { signature: { html: '<b>Inès</b>', text: 'Inès' } },
			seed: 'issue',
		});
		const { html, text } = readRaw(fillMail(compiled, { ...OF_ALL, first: '<i>.' }));
		expect(compiled.slots).toEqual(['first', 'address', 'id']);
		expect(html).toBe('<p>&#60;i&#62;.</p><b>Inès</b>');
		expect(text).toBe('<i>.\nInès');
	});

	it('keeps a local part outside ASCII as it is', () => {
		const mail = fillMail(compileMail({ fields: FIELDS, html: [], text: [], seed: 'issue' }), {
			...OF_ALL,
			first: '',
			address: 'renée@people.example',
		});
		expect(mail.toString()).toContain('\r\nTo: renée@people.example\r\n');
		expect(mail.toString().endsWith('--\r\n')).toBe(true);
	});

	it.each([
		['a value that is missing', { address: 'a@b.example', first: '' }, 'slot-missing'],
		['a name of every object', { ...OF_ALL, first: '', toString: undefined }, undefined],
		['a break in an id', { ...OF_ALL, first: '', id: 'a\r\nBcc: b' }, 'token-invalid'],
		['an id outside ASCII', { ...OF_ALL, first: '', id: 'é' }, 'token-invalid'],
		['an id longer than a line', { ...OF_ALL, first: '', id: 'k'.repeat(990) }, 'token-invalid'],
		['two addresses', { ...OF_ALL, first: '', address: 'a@b.example, c@d.example' }, 'address-invalid'],
		['a break in an address', { ...OF_ALL, first: '', address: 'a@b.example\r\nBcc: c' }, 'address-invalid'],
	])('refuses %s before anything leaves', (_, given, code) => {
		const compiled = compileMail({ fields: FIELDS, html: [], text: [], seed: 'issue' });
		const fill = () => fillMail(compiled, given as unknown as Record<string, string>);
		if (code) expect(fill).toThrow(code);
		else expect(fill).not.toThrow();
	});

	it('refuses a field that is none', () => {
		for (const name of ['Sub ject', 'X\r\nBcc', '', 'é'])
			expect(() =>
				compileMail({ fields: [{ name, kind: 'text', value: ['x'] }], html: [], text: [], seed: 'issue' }),
			).toThrow('field-invalid');
	});
});
