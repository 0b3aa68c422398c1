import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { checkSpf } from './check-spf.ts';
import { limitNames } from './limited-names.ts';
import { SENDING_PROVIDERS } from './sending-providers.ts';
import { PROVIDERS_ZONE, sender } from './sending-world.test-support.ts';
import { serversOf } from './sending-server.ts';
import { isSpf, readSpf } from './spf-record.ts';
import { startZoneServer } from './zone-server.test-support.ts';
import type { ZoneServer } from './zone-server.test-support.ts';

const DOMAIN = 'cadrelune.example';

let server: ZoneServer;
beforeAll(async () => {
	server = await startZoneServer({});
});
afterAll(() => server.close());

async function check(texts: readonly string[], by: readonly string[]) {
	server.publish({
		...PROVIDERS_ZONE,
		'smtp.cadrelune.example A': ['192.0.2.25'],
		'_spf.groupe.example TXT': ['v=spf1 ip4:192.0.2.7 include:spf.infomaniak.ch -all'],
		'cadrelune.example MX': ['10 smtp.google.com'],
		'cadrelune.example TXT': texts,
	});
	const names = limitNames(server.names, 300, AbortSignal.timeout(LONGEST_WAIT));
	const senders = by.map((one) => sender(one));
	return (await checkSpf(DOMAIN, serversOf(senders, DOMAIN, SENDING_PROVIDERS), names, SENDING_PROVIDERS))
		.record;
}

const terms = [
	'mx',
	'a',
	'+a:smtp.cadrelune.example',
	'ip4:192.0.2.0/24',
	'ip4:192.0.2.25',
	'ip6:2001:db8::/32',
	'include:spf.protection.outlook.com',
	'-include:_spf.google.com',
	'include:_spf.groupe.example',
	'redirect=_spf.groupe.example',
	'exp=pourquoi.cadrelune.example',
	'exists:%{i}.cadrelune.example',
	'-all',
	'~all',
	'?all',
	'+all',
	'all',
	'ipv4:192.0.2.1',
	'include:',
	'x=y',
	'',
];
const record = fc
	.tuple(
		fc.constantFrom('v=spf1', 'V=SPF1', '"v=spf1', ' v=spf1', 'v=spf1;', 'v=spf2', 'spf1'),
		fc.array(fc.constantFrom(...terms), { maxLength: 7 }),
		fc.constantFrom('', ' ', '"'),
	)
	.map(([version, words, end]) => `${[version, ...words].join(' ')}${end}`);
const senders = fc.uniqueArray(
	fc.constantFrom(
		'microsoft',
		'google',
		'gandi',
		'mailgun',
		'mailjet',
		'smtp.cadrelune.example',
		'192.0.2.99',
	),
	{ minLength: 1, maxLength: 4 },
);

it('a proposed record is one that receivers read, and once published nothing is left to publish', async () => {
	await assertProperty(
		fc.asyncProperty(fc.array(record, { maxLength: 3 }), senders, async (texts, by) => {
			const before = await check(texts, by);
			expect(before.publish.length).toBeLessThanOrEqual(1);
			const [proposed] = before.publish;
			if (!proposed) return;
			const value = proposed.value!;
			expect(proposed.pieces.map(({ text }) => text).join('')).toBe(value);
			expect(isSpf(value)).toBe(true);
			expect(readSpf(value).faults).toEqual([]);
			const others = texts.filter((text) => !proposed.replaces.includes(text));
			expect(others.filter(isSpf)).toEqual([]);
			const after = await check([...others, value], by);
			expect(after.publish).toEqual([]);
			expect(['to-publish', 'wrong']).not.toContain(after.state);
		}),
		{ numRuns: 60 },
	);
});
