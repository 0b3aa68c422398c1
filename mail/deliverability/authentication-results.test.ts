import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { describe, expect, it } from 'vitest';
import { readAuthenticationResults } from './authentication-results.ts';
import type { AuthenticationResults, TrustedServers } from './authentication-results.ts';

const head = (...lines: string[]) => Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1');
const GOOGLE: TrustedServers = ['mx.google.com'];

/** Heads as receiving servers write them. */
const WRITTEN: readonly {
	what: string;
	trusted: TrustedServers;
	lines: string[];
	expected: AuthenticationResults;
}[] = [
	{
		what: 'Gmail: no d=, the selector beside the signature’s address',
		trusted: GOOGLE,
		lines: [
			'Delivered-To: ines.morvallon@cadrelune.example',
			'Received: by 2002:a05:7300:8fc2:b0:1aa with SMTP id x2; Mon, 23 Nov 2026 00:30:07 -0800 (PST)',
			'Received: from smtp.cadrelune.example (smtp.cadrelune.example. [192.0.2.25])',
			'        by mx.google.com with ESMTPS id d71si833482jab; Mon, 23 Nov 2026 00:30:06 -0800 (PST)',
			'Authentication-Results: mx.google.com;',
			'       dkim=pass header.i=@cadrelune.example header.s=s2026 header.b=lhk5qU4z;',
			'       spf=pass (google.com: domain of camille@cadrelune.example designates 192.0.2.25 as permitted sender) smtp.mailfrom=camille@cadrelune.example;',
			'       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=cadrelune.example',
		],
		expected: {
			spf: { result: 'pass', domain: 'cadrelune.example' },
			dkim: [{ result: 'pass', domain: 'cadrelune.example', selector: 's2026' }],
			dmarc: { result: 'pass', domain: 'cadrelune.example' },
		},
	},
	{
		what: 'Gmail: signed with Google’s own domain, SPF soft',
		trusted: GOOGLE,
		lines: [
			'Authentication-Results: mx.google.com; dkim=pass header.i=@cadrelune-example.20150623.gappssmtp.com header.s=20150623 header.b=zwziYVWi; spf=softfail (google.com: domain of transitioning a@cadrelune.example does not designate 192.0.2.1 as permitted sender) smtp.mailfrom=a@cadrelune.example; dmarc=fail (p=NONE sp=NONE dis=NONE) header.from=cadrelune.example',
		],
		expected: {
			spf: { result: 'softfail', domain: 'cadrelune.example' },
			dkim: [{ result: 'pass', domain: 'cadrelune-example.20150623.gappssmtp.com', selector: '20150623' }],
			dmarc: { result: 'fail', domain: 'cadrelune.example' },
		},
	},
	{
		what: 'Exchange Online: no name, no selector, which the mail’s own signature has',
		trusted: 'unnamed',
		lines: [
			'Authentication-Results: spf=pass (sender IP is 192.0.2.25)',
			' smtp.mailfrom=cadrelune.example; dkim=pass (signature was verified)',
			' header.d=cadrelune.example;dmarc=pass action=none',
			' header.from=cadrelune.example;compauth=pass reason=100',
			'Received: from a (192.0.2.25) by b.mail.protection.outlook.com; Mon, 23 Nov 2026 08:30:00 +0000',
			'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=cadrelune.example; s=Selector1; h=From; bh=x=;',
			'\tb=AbC d=',
		],
		expected: {
			spf: { result: 'pass', domain: 'cadrelune.example' },
			dkim: [{ result: 'pass', domain: 'cadrelune.example', selector: 'selector1' }],
			dmarc: { result: 'pass', domain: 'cadrelune.example' },
		},
	},
	{
		what: 'Exchange Online, in the old way, with the tenant between the findings',
		trusted: 'unnamed',
		lines: [
			'Authentication-Results: spf=pass (sender IP is 192.0.2.25)smtp.mailfrom=cadrelune.example; autre.onmicrosoft.com; dkim=none (message not',
			' signed) header.d=none;autre.onmicrosoft.com; dmarc=bestguesspass action=none header.from=cadrelune.example;',
		],
		expected: {
			spf: { result: 'pass', domain: 'cadrelune.example' },
			dkim: [],
			dmarc: { result: 'unknown', domain: 'cadrelune.example' },
		},
	},
	{
		what: 'OVHcloud: two signatures, comments with semicolons, quotes',
		trusted: ['ovh.net'],
		lines: [
			'Authentication-Results: in68.mail.ovh.net; dkim=pass (2048-bit key; unprotected) header.d=Cadrelune.Example header.i=@cadrelune.example header.b="GMG2ucPx"; dkim=fail (2048-bit key; unprotected) header.d=relais.example header.s=k1; dkim-atps=neutral',
		],
		expected: {
			spf: undefined,
			dkim: [
				{ result: 'pass', domain: 'cadrelune.example', selector: undefined },
				{ result: 'fail', domain: 'relais.example', selector: 'k1' },
			],
			dmarc: undefined,
		},
	},
	{
		what: 'Apple: one field a method, each with a name of its own',
		trusted: ['icloud.com'],
		lines: [
			'Authentication-Results: bimi.icloud.com; bimi=skipped reason="insufficient dmarc"',
			'Authentication-Results: arc.icloud.com; arc=none',
			'Authentication-Results: dmarc.icloud.com; dmarc=pass header.from=cadrelune.example',
			'Authentication-Results: dkim-verifier.icloud.com; dkim=pass (2048-bit key) header.d=cadrelune.example header.i=@cadrelune.example header.b=aBc',
			'Authentication-Results: spf.icloud.com; spf=pass (spf.icloud.com: domain of a@cadrelune.example designates 192.0.2.25 as permitted sender) smtp.mailfrom=a@cadrelune.example',
			'Received: from smtp.cadrelune.example by p01-icloudmta-smtpin; Mon, 23 Nov 2026 08:30:00 +0000',
		],
		expected: {
			spf: { result: 'pass', domain: 'cadrelune.example' },
			dkim: [{ result: 'pass', domain: 'cadrelune.example', selector: undefined }],
			dmarc: { result: 'pass', domain: 'cadrelune.example' },
		},
	},
	{
		what: 'Zoho: a finding without its domain',
		trusted: ['zohomail.eu'],
		lines: [
			'Authentication-Results: mx.zohomail.eu;',
			'\tdkim=pass;',
			'\tspf=pass (zohomail.eu: domain of cadrelune.example designates 192.0.2.25 as permitted sender)  smtp.mailfrom=a@cadrelune.example;',
			'\tdmarc=pass(p=none dis=none)  header.from=cadrelune.example',
		],
		expected: {
			spf: { result: 'pass', domain: 'cadrelune.example' },
			dkim: [{ result: 'pass', domain: undefined, selector: undefined }],
			dmarc: { result: 'pass', domain: 'cadrelune.example' },
		},
	},
	{
		what: 'versions, blanks around signs and comments where RFC 8601 allows them',
		trusted: ['mx.cadrelune.example'],
		lines: [
			'Authentication-Results: (first) MX.Cadrelune.example (here) 1 (version) ; (then) dkim/1 (a) = (b) pass (c (nested \\) d)) reason = "good; signature" header.d (e) = cadrelune.example',
			' header.s = "s2026" ; spf = none',
		],
		expected: {
			spf: { result: 'none', domain: undefined },
			dkim: [{ result: 'pass', domain: 'cadrelune.example', selector: 's2026' }],
			dmarc: undefined,
		},
	},
	{
		what: 'ARC, where a server writes nothing else',
		trusted: GOOGLE,
		lines: [
			'ARC-Authentication-Results: i=2; mx.google.com; dkim=pass header.i=@cadrelune.example header.s=s2026; spf=pass smtp.mailfrom=cadrelune.example',
			'ARC-Authentication-Results: i=1; ailleurs.example; dkim=pass header.d=autre.example',
		],
		expected: {
			spf: { result: 'pass', domain: 'cadrelune.example' },
			dkim: [{ result: 'pass', domain: 'cadrelune.example', selector: 's2026' }],
			dmarc: undefined,
		},
	},
	{
		what: 'nothing was looked at',
		trusted: GOOGLE,
		lines: ['Authentication-Results: mx.google.com; none'],
		expected: { spf: undefined, dkim: [], dmarc: undefined },
	},
	{
		what: 'domains in their own letters, and some that are none',
		trusted: GOOGLE,
		lines: [
			'Authentication-Results: mx.google.com; dkim=pass header.d=xn--htel-vqa.example header.s=../x; spf=hardfail smtp.mailfrom="a b"@-; dmarc=quarantined header.from=localhost',
		],
		expected: {
			spf: { result: 'fail', domain: undefined },
			dkim: [{ result: 'pass', domain: 'xn--htel-vqa.example', selector: undefined }],
			dmarc: { result: 'unknown', domain: undefined },
		},
	},
];

describe('what receiving servers write', () => {
	it.each(WRITTEN)('$what', ({ trusted, lines, expected }) => {
		expect(readAuthenticationResults(head(...lines), trusted)).toEqual(expected);
	});
});

const PASS =
	'dkim=pass header.d=cadrelune.example header.s=faux; spf=pass smtp.mailfrom=cadrelune.example; dmarc=pass header.from=cadrelune.example';
const FAIL =
	'spf=fail smtp.mailfrom=cadrelune.example; dkim=fail header.d=cadrelune.example; dmarc=fail header.from=cadrelune.example';

describe('what is not believed', () => {
	it.each([
		[
			'below the true one, in the same place',
			[`Authentication-Results: mx.google.com; ${FAIL}`, `Authentication-Results: mx.google.com; ${PASS}`],
		],
		[
			'below the true one, behind a server',
			[
				`Authentication-Results: mx.google.com; ${FAIL}`,
				'Received: by a',
				`Authentication-Results: mx.google.com; ${PASS}`,
			],
		],
		[
			'in the mail’s text',
			[
				`Authentication-Results: mx.google.com; ${FAIL}`,
				'',
				'Received: by a',
				`Authentication-Results: mx.google.com; ${PASS}`,
			],
		],
		[
			'above it, by another name',
			[`Authentication-Results: relais.example; ${PASS}`, `Authentication-Results: mx.google.com; ${FAIL}`],
		],
		[
			'above it, by a name that only ends like it',
			[
				`Authentication-Results: evil-mx.google.com; ${PASS}`,
				`Authentication-Results: notmx.google.com.evil.example; ${PASS}`,
				`Authentication-Results: mx.google.com; ${FAIL}`,
			],
		],
		[
			'in ARC, where the true one speaks',
			[
				`ARC-Authentication-Results: i=1; mx.google.com; ${PASS}`,
				`Authentication-Results: mx.google.com; ${FAIL}`,
			],
		],
		[
			'in a comment and in quotes',
			[`Authentication-Results: mx.google.com; ${FAIL}; x=y (; ${PASS}) z="; ${PASS}"`],
		],
	])('a forged one %s', (_, lines) => {
		const found = readAuthenticationResults(head(...lines), GOOGLE);
		expect(found?.spf?.result).toBe('fail');
		expect(found?.dmarc?.result).toBe('fail');
		expect(found?.dkim.map(({ result }) => result)).toEqual(['fail']);
	});

	it.each([
		['nobody wrote one', ['Received: by a', 'From: a@b.example'], GOOGLE],
		['somebody else did', [`Authentication-Results: relais.example; ${PASS}`], GOOGLE],
		['no server is trusted', [`Authentication-Results: mx.google.com; ${PASS}`], []],
		['it bears no name and one is expected', [`Authentication-Results: ${PASS}`], GOOGLE],
		[
			'it bears a name and none is expected',
			[`Authentication-Results: mx.google.com; ${PASS}`, `Authentication-Results: ${PASS}`],
			'unnamed',
		],
		[
			'it stands in the mail’s text',
			['From: a@b.example', '', 'Received: by a', `Authentication-Results: mx.google.com; ${PASS}`],
			GOOGLE,
		],
		[
			'it only begins like one',
			[
				`Authentication-Results-X: mx.google.com; ${PASS}`,
				`X-Original-Authentication-Results: mx.google.com; ${PASS}`,
			],
			GOOGLE,
		],
		['a name is all there is', ['Authentication-Results: mx.google.com.'], GOOGLE],
	] as [string, string[], TrustedServers][])('says nothing where %s', (_, lines, trusted) => {
		expect(readAuthenticationResults(head(...lines), trusted)).toBeUndefined();
	});

	it('a method that a true field says nothing of, from a field below it', () => {
		const found = readAuthenticationResults(
			head(
				'Authentication-Results: mx.google.com; spf=fail smtp.mailfrom=cadrelune.example; dmarc=fail',
				'Authentication-Results: mx.google.com; dkim=pass header.d=cadrelune.example',
			),
			GOOGLE,
		);
		expect(found?.dkim).toEqual([]);
	});

	it('a second field of a method, where a server writes one a method', () => {
		const found = readAuthenticationResults(
			head(
				'Authentication-Results: mx.google.com; dmarc=fail header.from=cadrelune.example',
				'Authentication-Results: mx.google.com; dkim=fail header.d=cadrelune.example',
				'Authentication-Results: mx.google.com; dkim=pass header.d=cadrelune.example',
				'Authentication-Results: mx.google.com; spf=pass smtp.mailfrom=cadrelune.example',
			),
			GOOGLE,
		);
		expect(found).toMatchObject({ dkim: [{ result: 'fail' }], spf: undefined });
	});
});

describe('hostile heads', () => {
	const signs = [
		'Authentication-Results: ',
		'mx.google.com',
		';',
		'=',
		'(',
		')',
		'"',
		'\\',
		' ',
		'\r\n ',
		'\r\n',
		'\n',
		'\r',
		'\t',
		'dkim',
		'spf',
		'pass',
		'header.d',
		'header.i=@',
		'Received: ',
		'DKIM-Signature: ',
		's=',
		'd=',
		'i=1;',
		'\0',
		'\u{ff}',
		'é',
		'.',
		'@',
		'a',
	];

	it('are answered, whatever stands in them', () => {
		assertProperty(
			fc.property(
				fc.array(fc.oneof(fc.constantFrom(...signs), fc.string({ maxLength: 5 })), { maxLength: 200 }),
				fc.constantFrom<TrustedServers>(GOOGLE, 'unnamed', []),
				(pieces, trusted) => {
					const text = `Authentication-Results: mx.google.com; ${pieces.join('')}`;
					const found = readAuthenticationResults(text, trusted);
					expect(() => readAuthenticationResults(Buffer.from(text, 'utf8'), trusted)).not.toThrow();
					for (const domain of [
						found?.spf?.domain,
						found?.dmarc?.domain,
						...(found?.dkim ?? []).map((one) => one.domain),
					])
						expect(domain ?? 'a.b').toMatch(/^[a-z0-9_.-]+$/);
					for (const { selector } of found?.dkim ?? [])
						expect(selector ?? 'a').toMatch(/^[a-z0-9_.-]{1,100}$/);
				},
			),
			{ numRuns: 2_000 },
		);
	});

	const MILLION = 1_000_000;
	/** As long as what grows by its square would take minutes. */
	it.each([
		['open brackets', '('.repeat(MILLION)],
		['quotes', '"'.repeat(MILLION)],
		['backslashes', `(${'\\'.repeat(MILLION)}`],
		['semicolons', ';'.repeat(MILLION)],
		['equals signs', '='.repeat(MILLION)],
		['findings', 'dkim=pass header.d=a.example;'.repeat(MILLION / 29)],
		['one word', 'a'.repeat(MILLION)],
		['blanks', `dkim=pass${' '.repeat(MILLION)}x`],
		['line folds', 'a\r\n '.repeat(MILLION / 4)],
		['servers', '\r\nReceived: a'.repeat(MILLION / 13)],
		['fields', '\r\nAuthentication-Results: mx.google.com; dkim=pass'.repeat(MILLION / 49)],
		['signatures', '\r\nDKIM-Signature: d=a.example; s=a; b=a'.repeat(MILLION / 39)],
		['one signature', `\r\nDKIM-Signature: ${'d=a;'.repeat(MILLION / 4)}`],
		['empty lines', '\r\n'.repeat(MILLION / 2)],
		['returns', '\r'.repeat(MILLION)],
	])('of a megabyte of %s are read in their length', (_, long) => {
		for (const trusted of [GOOGLE, 'unnamed'] as const)
			expect(() =>
				readAuthenticationResults(`Authentication-Results: mx.google.com; ${long}`, trusted),
			).not.toThrow();
	});

	it('cost no more than so many findings', () => {
		const found = readAuthenticationResults(
			`Authentication-Results: mx.google.com; ${'dkim=pass;'.repeat(5_000)}`,
			GOOGLE,
		);
		expect(found!.dkim.length).toBeLessThanOrEqual(50);
	});
});
