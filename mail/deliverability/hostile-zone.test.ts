import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { checkDomain } from './check-domain.ts';
import { PROVIDERS_ZONE, publishedKey, sender } from './sending-world.test-support.ts';
import { summariseDomain } from './summarise-domain.ts';
import { startZoneServer } from './zone-server.test-support.ts';
import type { Zone, ZoneServer } from './zone-server.test-support.ts';

const POLICY: NetworkPolicy = {
	kind: 'sandbox',
	host: 'monde.example',
	address: '127.0.0.1',
	ports: [1],
	authority: '',
};
const QUESTIONS = 120;

let server: ZoneServer;
beforeAll(async () => {
	server = await startZoneServer({});
});
afterAll(() => server.close());

const word = fc.oneof(
	fc.constantFrom(
		'v=spf1',
		'v=DMARC1;',
		'v=DKIM1;',
		'p=none',
		'p=',
		'k=rsa;',
		publishedKey(1024),
		'include:cadrelune.example',
		'include:_dmarc.cadrelune.example',
		'include:%{i}.%{p}.cadrelune.example',
		'redirect=cadrelune.example',
		'exists:%{l}.cadrelune.example',
		'mx:cadrelune.example/33',
		'a:../../x',
		'ip4:1.2.3.4/0',
		'-all',
		'+all',
		';',
		'"',
		'\\',
		'rua=mailto:a@b.example!9',
		'rua=javascript:alert(1)',
	),
	fc.string({ maxLength: 12 }),
	fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
);
const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));
const texts = fc.array(text, { maxLength: 4 });
const host = fc.constantFrom(
	'.',
	'cadrelune.example',
	'192.0.2.1',
	'localhost',
	'a\u0007b.example',
	'x'.repeat(60),
);

it('whatever a zone says, a check ends within its questions, with nothing in it that is not printable', async () => {
	await assertProperty(
		fc.asyncProperty(
			texts,
			texts,
			texts,
			fc.array(host, { maxLength: 3 }),
			async (own, dmarc, keys, hosts) => {
				const zone: Zone = {
					...PROVIDERS_ZONE,
					'cadrelune.example TXT': own,
					'_dmarc.cadrelune.example TXT': dmarc,
					'google._domainkey.cadrelune.example TXT': keys,
					'*._domainkey.cadrelune.example TXT': keys.slice(1),
					'*.cadrelune.example TXT': own.slice(1),
					'cadrelune.example MX': hosts.map((one, index) => `${index} ${one}`),
					'smtp.cadrelune.example A': ['192.0.2.25'],
					'25.2.0.192.in-addr.arpa PTR': hosts.filter((one) => one !== '.'),
					...(hosts[0] && hosts[0] !== '.'
						? { 'selector1._domainkey.cadrelune.example CNAME': [hosts[0]] }
						: {}),
				};
				server.publish(zone);
				server.asked.length = 0;
				const reading = await checkDomain(
					{
						domain: 'cadrelune.example',
						isPersonal: false,
						reportsTo: undefined,
						senders: ['microsoft', 'google', 'smtp.cadrelune.example', 'ailleurs.example'].map((one) =>
							sender(one),
						),
					},
					{ names: server.names, policy: POLICY, at: new Date('2026-11-23T08:35:00Z') },
					{ within: LONGEST_WAIT, questions: QUESTIONS },
				);
				expect(reading.checks).toHaveLength(6);
				// A question for addresses is two, one a kind.
				expect(server.asked.length).toBeLessThanOrEqual(2 * QUESTIONS);
				expect(JSON.stringify(reading)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e]/);
				for (const { publish } of reading.checks)
					for (const { value } of publish) expect(value ?? '').toMatch(/^[\x20-\x7e]{0,4096}$/);
				expect(summariseDomain(reading).count).toBeLessThanOrEqual(6);
			},
		),
		{ numRuns: 40 },
	);
});
