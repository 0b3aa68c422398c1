import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { describe, expect, it } from 'vitest';
import { processorTime } from '#tests/environment/processor-time.ts';
import { lines, written } from './mails.test-support.ts';
import { messageIdKeysOf } from './message-ids.ts';
import { parseMail } from './parse-mail.ts';
import { parseHead } from './parse-head.ts';
import { UnreadableMail } from './parsed-mail.ts';

const body = (mail: Buffer) => parseMail(mail).then(({ text }) => text);

describe('texts', () => {
	it('loses NUL, lone surrogates and control characters, which PostgreSQL refuses', async () => {
		const mail = await parseMail(
			Buffer.from(
				'Subject: a\0b\r\nContent-Type: text/plain; charset=utf-16le\r\nContent-Transfer-Encoding: base64\r\n\r\n' +
					Buffer.from('x\u0000y\u0007z', 'utf16le').toString('base64') +
					Buffer.from([0x00, 0xd8]).toString('base64'),
			),
		);
		expect(mail.text).not.toMatch(/[\0\u0007]/);
		expect(mail.text.isWellFormed()).toBe(true);
		expect(mail.subject).toBe('ab');
	});

	it.each([
		[
			'latin1 labelled utf-8',
			Buffer.concat([
				lines('Content-Type: text/plain; charset=utf-8', '', 'r'),
				Buffer.from([0xe9]),
				lines('pondu'),
			]),
			'répondu',
		],
		['an unknown charset', lines('Content-Type: text/plain; charset=martian', '', 'bonjour'), 'bonjour'],
		['CR alone', Buffer.from('Subject: x\rFrom: a@b.example\r\rbonjour\r'), 'bonjour'],
		['LF alone', Buffer.from('Subject: x\n\nbonjour\n'), 'bonjour'],
		['an mbox line first', Buffer.from('From a@b.example Mon Jan 6\nSubject: x\n\nbonjour\n'), 'bonjour'],
		[
			'a missing closing boundary',
			lines(
				'Content-Type: multipart/mixed; boundary=b',
				'',
				'--b',
				'Content-Type: text/plain',
				'',
				'bonjour',
			),
			'bonjour',
		],
		[
			'truncated base64',
			lines('Content-Type: text/plain', 'Content-Transfer-Encoding: base64', '', 'Ym9uam91cg='),
			'bonjour',
		],
		[
			'a senseless transfer encoding',
			lines('Content-Type: text/plain', 'Content-Transfer-Encoding: text/html', '', 'bonjour'),
			'bonjour',
		],
		[
			'HTML alone',
			lines('Content-Type: text/html', '', '<p>bonjour<img src="https://x.example/p.gif"></p>'),
			'bonjour',
		],
	])('%s', async (_, mail, text) => expect(await body(mail)).toBe(text));
});

describe('what cannot be read', () => {
	const deep = (levels: number) => {
		const head = Array.from({ length: levels }, (_, n) => [
			`Content-Type: multipart/mixed; boundary=b${n}`,
			'',
			`--b${n}`,
		]).flat();
		return lines('From: a@b.example', ...head, 'Content-Type: text/plain', '', 'x');
	};
	it.each<[string, Buffer]>([
		['nothing at all', Buffer.alloc(0)],
		['1,500 levels', deep(1_500)],
		[
			'3,000 parts',
			lines(
				'Content-Type: multipart/mixed; boundary=b',
				'',
				...Array.from({ length: 3_000 }, () => ['--b', 'Content-Type: text/plain', '', 'x']).flat(),
				'--b--',
			),
		],
	])('%s', async (_, mail) => {
		await expect(parseMail(mail)).rejects.toBeInstanceOf(UnreadableMail);
	});

	it('still has a head', () => {
		expect(parseHead(deep(1_500)).from?.address).toBe('a@b.example');
	});
});

describe('heads', () => {
	const head = (...text: string[]) => parseHead(lines(...text, '', ''));

	it.each([
		['=?utf-8?Q?R=C3=A9ponse?=', 'Réponse'],
		['=?utf-8?B?UsOp?= =?utf-8?B?cG9uc2U=?=', 'Réponse'],
		['=?utf-8?Q?R=C3?= =?utf-8?Q?=A9ponse?=', 'Réponse'],
		['=?iso-8859-1?Q?R=E9ponse?= : suite', 'Réponse : suite'],
		['R\xe9ponse', 'Réponse'],
		['=?martian?Q?abc?=', 'abc'],
		['a\u202eb', 'ab'],
	])('subject %j', (raw, subject) =>
		expect(
			parseHead(Buffer.from(`Subject: ${raw}\r\n`, raw.includes('\u202e') ? 'utf8' : 'latin1')).subject,
		).toBe(subject),
	);

	it('takes the first Message-ID of two and makes one up where there is none', () => {
		expect(head('Message-ID: <A@b.example>', 'Message-ID: <c@d.example>').messageIdKey).toBe('a@b.example');
		const made = head('From: a@b.example', 'Subject: x').messageIdKey;
		expect(made).toMatch(/^nomid:[0-9a-f]{64}$/);
		expect(head('From: a@b.example', 'Subject: y').messageIdKey).not.toBe(made);
	});

	it('never takes garbage for now', () => {
		expect(head('Date: garbage').date).toBeUndefined();
		expect(head('Date: Tue, 24 Nov 20266 09:00:00 +0000').date).toBeUndefined();
		expect(head('Date: Tue, 24 Nov 2026 09:00:00 +0100 (CET)').date?.toISOString()).toBe(
			'2026-11-24T08:00:00.000Z',
		);
	});

	it.each([
		['Jean <jean@x.example>', 'jean@x.example'],
		['JEAN@X.example', 'jean@x.example'],
		['Équipe: jean@x.example, b@x.example;', 'jean@x.example'],
		['undisclosed-recipients:;', undefined],
		['no address', undefined],
	])('from %j', (from, address) => expect(head(`From: ${from}`).from?.address).toBe(address));

	it('treats names of fields as data', () => {
		const fields = head('__proto__: x', 'constructor: y', 'From: a@b.example').fields;
		expect(fields.get('__proto__')).toEqual(['x']);
		expect(({} as Record<string, unknown>).x).toBeUndefined();
	});

	it('reads the null sender', () => {
		expect(head('Return-Path: <>').returnPath).toBe('');
		expect(head('Return-Path: <A@b.example>').returnPath).toBe('a@b.example');
		expect(head('From: a@b.example').returnPath).toBeUndefined();
	});

	it('survives a field of a megabyte and a hundred thousand fields', async () => {
		const many = Array.from({ length: 100_000 }, (_, n) => `X-${n}: y`);
		const head = Buffer.from([`To: ${'a@b.example, '.repeat(80_000)}`, ...many, '', ''].join('\r\n'));
		expect(await processorTime(() => parseHead(head))).toBeLessThan(3_000);
	});
});

describe('messageIdKeysOf', () => {
	it.each([
		['<A@b.example>', ['a@b.example']],
		['<a@b.example>\t<c@d.example> (comment)', ['a@b.example', 'c@d.example']],
		['a@b.example', ['a@b.example']],
		['Message from X of "Mon" <a@b.example>', ['a@b.example']],
		['<(comment>', []],
		['', []],
	])('%j', (value, keys) => expect(messageIdKeysOf(value)).toEqual(keys));

	it('finds what a chain of any length names last', () => {
		assertProperty(
			fc.property(
				fc.array(fc.stringMatching(/^[a-z0-9.]{1,20}@[a-z]{1,10}\.example$/), {
					minLength: 1,
					maxLength: 200,
				}),
				fc.constantFrom(' ', '\t', ' (c) '),
				(ids, between) => {
					const keys = messageIdKeysOf(ids.map((id) => `<${id.toUpperCase()}>`).join(between));
					expect(keys).toEqual(ids.slice(-100));
				},
			),
		);
	});
});

describe('any bytes at all', () => {
	const fragments = fc.constantFrom(
		'Content-Type: multipart/mixed; boundary=b',
		'--b',
		'--b--',
		'',
		'Content-Type: text/html',
		'<p>x',
		'\0',
		'Subject: =?utf-8?B?',
		'\r',
		'\n',
		' ',
		'From: <<>>',
		'Content-Transfer-Encoding: base64',
		'Content-Type: message/rfc822',
		'Content-Type: text/plain; charset=utf-7',
		'\xff\xfe',
		'>From ',
		'(((',
		'To: :;',
	);
	it('parse to storable text or fail as unreadable', async () => {
		await assertProperty(
			fc.asyncProperty(
				fc.array(fc.oneof(fragments, fc.string({ maxLength: 30 })), { maxLength: 40 }),
				fc.constantFrom('\r\n', '\n'),
				async (parts, end) => {
					try {
						const mail = await parseMail(Buffer.from(parts.join(end), 'latin1'));
						for (const text of [
							mail.text,
							mail.subject,
							mail.visibleText,
							mail.html ?? '',
							mail.from?.name ?? '',
						]) {
							expect(text.includes('\0')).toBe(false);
							expect(text.isWellFormed()).toBe(true);
						}
					} catch (error) {
						expect(error).toBeInstanceOf(UnreadableMail);
					}
				},
			),
			{ numRuns: 300 },
		);
	});

	it('and the heaviest megabyte is little work', async () => {
		const megabyte = 1024 * 1024;
		const heavy = [
			lines('Content-Type: text/html', '', '<div>'.repeat(megabyte / 5)),
			lines('Content-Type: text/plain', '', 'Le a '.repeat(megabyte / 5)),
			lines('Content-Type: text/plain', '', 'Op a b\r\n'.repeat(megabyte / 8)),
			lines('Content-Type: text/plain', '', '> '.repeat(megabyte / 2)),
			lines('Content-Type: text/html', '', '<table><tr><td>'.repeat(megabyte / 15)),
			lines(`Subject: ${'=?utf-8?q?a?= '.repeat(70_000)}`, '', 'x'),
			lines(`References: ${'<a@b.example> '.repeat(70_000)}`, '', 'x'),
		];
		for (const mail of heavy) {
			expect(await processorTime(() => parseMail(mail).catch(() => {}))).toBeLessThan(3_000);
		}
	});

	it('an ordinary mail is a few milliseconds of work', async () => {
		const mail = await written({ text: 'Bonjour' });
		const work = await processorTime(async () => {
			for (let n = 0; n < 50; n++) await parseMail(mail);
		});
		expect(work / 50).toBeLessThan(50);
	});
});
