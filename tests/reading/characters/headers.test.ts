import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { describe, expect, it } from 'vitest';
import { parseHead } from '#mail/inbound/parse-head.ts';

/** A header block from text in which each character up to ÿ is one byte; `utf8` for what is written as it reads. */
const head = (...lines: string[]) => parseHead(Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1'));
const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
const subject = (...lines: string[]) => head(...lines).subject;

describe('raw 8-bit subjects', () => {
	it.each<[string, string[], string]>([
		['UTF-8', [utf8('Subject: Suite à notre échange')], 'Suite à notre échange'],
		[
			'UTF-8, folded behind an « à », whose last byte is a blank of windows-1252 (11a)',
			[utf8('Subject: Re: Suite à '), utf8(' notre échange de mardi')],
			'Re: Suite à notre échange de mardi',
		],
		['UTF-8 that ends with « à »', [utf8('Subject: voilà'), 'X: y'], 'voilà'],
		['UTF-8, folded inside a character', ['Subject: r\xc3', ' \xa9ponse'], 'réponse'],
		['UTF-8, folded inside a face', ['Subject: oui \xf0\x9f', '\t\x98\x80 merci'], 'oui 😀 merci'],
		['UTF-8, folded behind a whole character', ['Subject: caf\xc3\xa9', ' noir'], 'café noir'],
		['windows-1252, folded before a sign', ['Subject: Pr\xe9sent\xe9', ' \xab oui \xbb'], 'Présenté « oui »'],
		['windows-1252, undeclared', ['Subject: R\xe9ponse \x80'], 'Réponse €'],
		['both, by some relay', ['Subject: R\xe9ponse \xc3\xa0 Zo\xc3\xa9'], 'Réponse à Zoé'],
		[
			'in the charset of the text',
			['Content-Type: text/plain; charset=koi8-r', 'Subject: \xf0\xd2\xc9\xd7\xc5\xd4'],
			'Привет',
		],
		[
			'UTF-8 although the text declares another charset',
			['Content-Type: text/plain; charset=koi8-r', utf8('Subject: déjà vu')],
			'déjà vu',
		],
		[
			'in a charset that nobody knows',
			['Content-Type: text/plain; charset=martian', 'Subject: \xe9t\xe9'],
			'été',
		],
		[
			'windows-1252 in a mail that says UTF-8',
			['Content-Type: text/plain; charset=utf-8', 'Subject: \xe9t\xe9'],
			'été',
		],
		['raw ISO-2022-JP', ['Subject: \x1b$B8+@Q$j\x1b(B'], '見積り'],
		['faces', [utf8('Subject: 👩‍💻 merci 🎉')], '👩‍💻 merci 🎉'],
		['NUL and controls', ['Subject: a\0b\x07c'], 'abc'],
		[
			'marks that turn the direction of writing',
			[utf8('Subject: facture\u202efdp.exe\u200f\u061c')],
			'facturefdp.exe',
		],
		['Hebrew itself', [utf8('Subject: שלום')], 'שלום'],
		['unnamed UTF-7, which stays what somebody wrote', ['Subject: +ADw-script+AD4-'], '+ADw-script+AD4-'],
	])('%s', (_, lines, expected) => expect(subject(...lines)).toBe(expected));

	it('a field of a megabyte keeps its words', () => {
		expect(subject(utf8(`Subject: ${'é'.repeat(600_000)}`))).toBe('é'.repeat(500));
	});
});

describe('encoded words', () => {
	it.each<[string, string[], string]>([
		[
			'ISO-2022-JP over two words (11d)',
			['Subject: =?ISO-2022-JP?B?GyRCOCtAUSRiJGobKEI=?=', ' =?ISO-2022-JP?B?GyRCJE43bxsoQg==?='],
			'見積もりの件',
		],
		['split inside a character', ['Subject: =?utf-8?B?UsM=?=', ' =?UTF-8?B?qXBvbnNl?='], 'Réponse'],
		['split inside a face', ['Subject: =?utf-8?B?8J8=?= =?utf-8?B?mIA=?='], '😀'],
		[
			'split between two ways of encoding',
			['Subject: =?utf-8?Q?R=C3?=', '\t=?utf-8?B?qXBvbnNl?='],
			'Réponse',
		],
		['with a language', ['Subject: =?utf-8*fr?Q?=C3=A0?= =?utf-8*en?Q?_b?='], 'à b'],
		['windows-1252 labelled UTF-8', ['Subject: =?utf-8?Q?R=E9ponse?='], 'Réponse'],
		['UTF-8 labelled latin1', ['Subject: =?iso-8859-1?Q?R=C3=A9ponse?='], 'Réponse'],
		['UTF-8 labelled ASCII', ['Subject: =?us-ascii?Q?R=C3=A9ponse?='], 'Réponse'],
		['latin1', ['Subject: =?iso-8859-1?Q?=E9t=E9?='], 'été'],
		['an unknown charset', ['Subject: =?x-unknown?Q?=E9t=E9?='], 'été'],
		['UTF-7', ['Subject: =?utf-7?Q?R+AOk-ponse +- suite?='], 'Réponse + suite'],
		['UTF-7 of a face', ['Subject: =?UTF-7?Q?+2D3eAA-?='], '😀'],
		[
			'blanks inside, which are not allowed',
			['Subject: =?utf-8?Q?R=C3=A9ponse =C3=A0 vous?='],
			'Réponse à vous',
		],
		['raw letters inside', [utf8('Subject: =?utf-8?Q?Réponse=20?=à vous')], 'Réponse à vous'],
		['raw text beside', [utf8('Subject: Réf. =?utf-8?Q?=C3=A9?= déjà')], 'Réf. é déjà'],
		['GB2312', ['Subject: =?gb2312?B?xOO6ww==?='], '你好'],
		['lone surrogates', ['Subject: =?utf-16le?B?ANg=?=x'], '\ufffdx'],
		['never closed', ['Subject: =?utf-8?Q?abc'], '=?utf-8?Q?abc'],
	])('%s', (_, lines, expected) => expect(subject(...lines)).toBe(expected));

	it('what any two programs write of any text is read', () => {
		assertProperty(
			fc.property(
				fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
				fc.integer({ min: 1, max: 20 }),
				(text, at) => {
					const bytes = Buffer.from(text, 'utf8');
					const words = [bytes.subarray(0, at), bytes.subarray(at)]
						.filter(({ length }) => length > 0)
						.map((piece) => `=?utf-8?B?${piece.toString('base64')}?=`);
					expect(subject(`Subject: ${words.join('\r\n ')}`)).toBe(
						subject(utf8(`Subject: ${text.replace(/[\r\n\u0085]/g, '')}`)),
					);
				},
			),
		);
	});
});

describe('names and addresses', () => {
	const from = (line: string) => head(`From: ${line}`).from;

	it.each<[string, string, string, string]>([
		['UTF-8 in a domain (10a)', utf8('Zoé <zoe@bücher.example>'), 'Zoé', 'zoe@xn--bcher-kva.example'],
		['the same as A-labels', 'Zoe <Zoe@XN--bcher-KVA.example>', 'Zoe', 'zoe@xn--bcher-kva.example'],
		[
			'the same in pieces of letters',
			utf8('Zoe <zoe@bu\u0308cher.example>'),
			'Zoe',
			'zoe@xn--bcher-kva.example',
		],
		['UTF-8 before the @', utf8('<Zoé@exemple.example>'), '', 'zoé@exemple.example'],
		['a name that ends with « à »', utf8('Voilà <v@exemple.example>'), 'Voilà', 'v@exemple.example'],
		['encoded words in quotes', '"=?utf-8?Q?Zo=C3=A9?=" <zoe@exemple.example>', 'Zoé', 'zoe@exemple.example'],
		[
			'a comma inside an encoded word',
			'=?utf-8?Q?Marchenoir,_Zo=C3=A9?= <zoe@exemple.example>',
			'Marchenoir, Zoé',
			'zoe@exemple.example',
		],
		[
			'an address inside a name, which is none',
			'=?utf-8?Q?<boss@exemple.example>?= <zoe@exemple.example>',
			'<boss@exemple.example>',
			'zoe@exemple.example',
		],
		['windows-1252', 'Zo\xe9 <zoe@exemple.example>', 'Zoé', 'zoe@exemple.example'],
		['a face', utf8('Zoé 🎉 <zoe@exemple.example>'), 'Zoé 🎉', 'zoe@exemple.example'],
		['marks of direction', utf8('\u202eéoZ\u202c <zoe@exemple.example>'), 'éoZ', 'zoe@exemple.example'],
	])('%s', (_, line, name, address) => expect(from(line)).toEqual({ name, address }));

	it('Return-Path and Delivered-To have the same form', () => {
		const read = head(utf8('Return-Path: <Zoe@Bücher.example>'), utf8('Delivered-To: zoe@bücher.example'));
		expect(read.returnPath).toBe('zoe@xn--bcher-kva.example');
		expect(read.deliveredTo).toEqual(['zoe@xn--bcher-kva.example']);
	});

	it('nothing that a database refuses is ever read', () => {
		const bytes = fc.uint8Array({ maxLength: 200 });
		assertProperty(
			fc.property(
				bytes,
				bytes,
				fc.constantFrom('utf-8', 'utf-16le', 'utf-7', 'iso-2022-jp', 'gb18030'),
				(raw, encoded, charset) => {
					const word = `=?${charset}?B?${Buffer.from(encoded).toString('base64')}?=`;
					const read = parseHead(
						Buffer.concat([
							Buffer.from(`Subject: ${word} `),
							raw,
							Buffer.from(`\r\nFrom: ${word} <a@b.example>\r\nMessage-ID: <`),
							raw,
							Buffer.from('@x.example>\r\nReferences: <'),
							raw,
							Buffer.from('@x.example>\r\n'),
						]),
					);
					const { fields: _, ...stored } = read;
					const texts = JSON.stringify(stored);
					expect(texts).not.toMatch(/\\u0000|\\ud[89a-f]/i);
				},
			),
		);
	});
});

describe('ids', () => {
	const GMAIL = '<CAKx9ZQ+Ab3dE_fGhIjKlMnOpQrStUvWxYz0123456789AbCdEf@mail.gmail.com>';

	it('keep their letters, beside the keys that they are compared by (12)', () => {
		const read = head(
			'Reply-To: Achats <achats@exemple.example>',
			`Message-ID: ${GMAIL}`,
			'In-Reply-To: <SENDID@cadrelune.example>',
			'References: <Mixed.CASE.Root@Exchange.Example>',
			'\t<SENDID@cadrelune.example>',
		);
		expect(read.messageId).toBe(GMAIL);
		expect(read.messageIdKey).toBe(GMAIL.slice(1, -1).toLowerCase());
		expect(read.thread).toEqual(['<Mixed.CASE.Root@Exchange.Example>', '<SENDID@cadrelune.example>']);
		expect(read.references).toEqual(['mixed.case.root@exchange.example', 'sendid@cadrelune.example']);
		expect(read.inReplyTo).toEqual(['sendid@cadrelune.example']);
		expect(read.replyTo).toEqual([{ name: 'Achats', address: 'achats@exemple.example' }]);
	});

	it.each<[string, string[], string | undefined]>([
		['folded before the value', ['Message-ID:', ' <Ab@X.example>'], '<Ab@X.example>'],
		['folded inside', ['Message-ID: <Ab', ' Cd@X.example>'], '<AbCd@X.example>'],
		['without brackets', ['Message-ID: Ab@X.example'], '<Ab@X.example>'],
		['none', ['Subject: x'], undefined],
		['one that only SMTPUTF8 carries', [utf8('Message-ID: <é@x.example>')], undefined],
	])('%s', (_, lines, id) => expect(head(...lines).messageId).toBe(id));

	it('an answer to a mail without References begins with what that one answered', () => {
		expect(head('In-Reply-To: <Root@X.example>').thread).toEqual(['<Root@X.example>']);
	});
});
