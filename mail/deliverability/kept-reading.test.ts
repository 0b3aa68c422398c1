import { describe, expect, it } from 'vitest';
import { authenticationHead } from './authentication-head.ts';
import type { DomainReading } from './check-domain.ts';
import { checkedRecord } from './checked-record.ts';
import type { Finding } from './checked-record.ts';
import { domainChanges, domainTurn } from './domain-changes.ts';
import { keepReading, standsAsBefore } from './kept-reading.ts';
import type { KeptReading } from './kept-reading.ts';
import type { Evidence } from './server-evidence.ts';
import { zoneHostOf } from './zone-hosts.ts';

const AT = '2026-11-23T08:35:00.000Z';

function reading(
	spf: Finding['code'],
	dmarc: Finding['code'],
	evidence: Evidence = 'published',
): DomainReading {
	const server = { host: 'smtp.x.example', name: 'x', provider: undefined, addresses: [], kinds: [] };
	return {
		domain: 'x.example',
		code: undefined,
		checks: [checkedRecord('spf', [{ code: spf }]), checkedRecord('dmarc', [{ code: dmarc }])],
		servers: [{ ...server, spf: evidence, dkim: evidence, dmarc: evidence, provenAt: undefined }],
		nameServers: ['ns1.ovh.net', 'dns1.ovh.net'],
	};
}
const kept = (...readings: DomainReading[]) =>
	readings.reduce<KeptReading | undefined>((before, now) => keepReading(before, now, AT), undefined)!;

describe('what nobody answers for', () => {
	const silent = reading('spf-silent', 'dmarc-policy', 'unknown');

	it('keeps what was known through any number of silences, of that line alone', () => {
		const { checks, servers } = kept(reading('spf-authorised', 'dmarc-policy'), silent, silent);
		expect(checks[0]).toMatchObject({ state: 'unread', known: { state: 'right' }, readAt: AT });
		expect(checks[1]!.known).toBeNull();
		expect(servers[0]).toMatchObject({ spf: 'published', dkim: 'unknown' });
	});

	it('knows nothing where nobody has ever answered', () => {
		expect(kept(silent, silent).checks[0]).toMatchObject({ known: null, readAt: null });
	});

	it('changes neither what stands to be done nor whether it is right', () => {
		const right = reading('spf-authorised', 'dmarc-policy');
		expect(domainTurn(kept(right), kept(right, silent))).toBeUndefined();
		expect(domainChanges(kept(right), kept(right, silent))).toEqual([{ kind: 'silent' }]);
		expect(domainChanges(kept(right, silent), kept(right, silent, right))).toEqual([{ kind: 'answers' }]);
		const open = reading('spf-missing', 'dmarc-missing');
		expect(domainChanges(kept(open), kept(open, reading('spf-silent', 'dmarc-missing')))).toEqual([
			{ kind: 'silent' },
		]);
	});
});

it('a turn is told where the domain breaks and where it is mended, and not while it stays broken', () => {
	const right = kept(reading('spf-authorised', 'dmarc-policy'));
	const one = kept(reading('spf-missing', 'dmarc-policy'));
	const two = kept(reading('spf-missing', 'dmarc-several'));
	expect([domainTurn(undefined, one), domainTurn(right, one)]).toEqual([undefined, 'broken']);
	expect([domainTurn(one, two), domainTurn(two, right)]).toEqual([undefined, 'mended']);
	expect(domainChanges(one, two)).toEqual([{ kind: 'to-publish', count: 2, checks: 'spf dmarc' }]);
	expect([standsAsBefore(one, one), standsAsBefore(one, two)]).toEqual([true, false]);
});

it.each([
	[['ns1.ovh.net', 'dns12.ovh.net'], 'ovh'],
	[['ns1045.ui-dns.com', 'ns1045.ui-dns.org'], 'ionos'],
	[['ns-1.awsdns-00.co.uk', 'ns-2.awsdns-11.net'], 'route53'],
	[['ns1.ovh.net', 'ns1.gandi.net'], undefined],
	[['ovh.net.attaquant.example'], undefined],
	[[], undefined],
])('the zone at %s is hosted by %s', (servers, host) => {
	expect(zoneHostOf(servers)).toBe(host);
});

it('keeps of a head what its server found, and nothing of what the mail says', () => {
	const head = [
		'Authentication-Results: mx.x.example;',
		'\tspf=pass smtp.mailfrom=x.example',
		'Received: from a by b; today',
		'Subject: Received: nothing',
		'To: lea@x.example',
		`DKIM-Signature: v=1; b=${'A'.repeat(70_000)}`,
		'',
		'Authentication-Results: in the body',
	].join('\r\n');
	expect(authenticationHead(Buffer.from(head)).toString()).toBe(
		'Authentication-Results: mx.x.example;\r\n\tspf=pass smtp.mailfrom=x.example\r\nReceived: from a by b; today\r\n',
	);
});
