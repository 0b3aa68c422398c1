import { describe, expect, it } from 'vitest';
import { judgeMail, type JudgedMail } from './judge-mail.ts';
import { judgeAnonymous } from './judge-anonymous.ts';
import { scannerNetworkOf } from './scanner-networks.ts';
import type { JudgedHit } from './signs-of-hit.ts';

const sentAt = new Date('2026-12-01T09:30:00Z');
const CHROME =
	'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const OUTLOOK = 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)';
const HOME = '203.0.113.0/24';

let next = 0;
function hit(wish: Partial<JudgedHit> & { seconds: number }): JudgedHit {
	const { seconds, ...rest } = wish;
	const use = rest.use ?? 'click';
	return {
		...{ id: `hit-${++next}`, use, link: use === 'click' ? 1 : null, method: 'GET' },
		...{ network: HOME, userAgent: CHROME, purpose: null },
		...rest,
		at: new Date(sentAt.getTime() + seconds * 1000),
	};
}
const judged = (hits: JudgedHit[], mail: Partial<JudgedMail> = {}) => [
	...judgeMail({ sentAt, links: 3, ...mail, hits }).values(),
];
const verdicts = (hits: JudgedHit[], mail: Partial<JudgedMail> = {}) =>
	judged(hits, mail).map(({ verdict }) => verdict);

describe('a single hit', () => {
	it.each([
		['click of a browser, an hour later', { seconds: 3600 }, 'person', 'reader'],
		['open in Outlook', { use: 'open', userAgent: OUTLOOK, seconds: 3600 }, 'person', 'reader'],
		['HEAD', { method: 'HEAD', seconds: 3600 }, 'machine', 'head'],
		['prefetch', { purpose: 'prefetch;prerender', seconds: 3600 }, 'machine', 'prefetch'],
		['preview of a messenger', { purpose: 'preview', seconds: 3600 }, 'machine', 'prefetch'],
		['no user agent', { userAgent: null, seconds: 3600 }, 'machine', 'no-agent'],
		['blank user agent', { userAgent: '  ', seconds: 3600 }, 'machine', 'no-agent'],
		['a declared scanner', { userAgent: 'curl/8.5.0', seconds: 3600 }, 'machine', 'declared'],
		[
			'Gmail’s pictures',
			{ use: 'open', userAgent: `${CHROME} (via ggpht.com GoogleImageProxy)`, seconds: 3600 },
			'probable',
			'google-proxy',
		],
		[
			'the same agent on a click',
			{ userAgent: `${CHROME} (via ggpht.com GoogleImageProxy)`, seconds: 3600 },
			'machine',
			'declared',
		],
		[
			'Yahoo’s pictures',
			{ use: 'open', userAgent: 'YahooMailProxy; https://help.yahoo.com', seconds: 3600 },
			'probable',
			'yahoo-proxy',
		],
		['Apple’s preload', { use: 'open', userAgent: 'Mozilla/5.0', seconds: 3600 }, 'machine', 'apple-preload'],
		['Defender, click', { network: '40.92.17.0/24', seconds: 3600 }, 'machine', 'microsoft-protection'],
		[
			'Microsoft, open',
			{ use: 'open', network: '40.92.17.0/24', seconds: 3600 },
			'unknown',
			'microsoft-open',
		],
		[
			'Microsoft over IPv6',
			{ network: '2a01:111:f403::/48', seconds: 3600 },
			'machine',
			'microsoft-protection',
		],
		['Barracuda, open', { use: 'open', network: '209.222.82.0/24', seconds: 3600 }, 'machine', 'barracuda'],
		['Barracuda, a block inside', { network: '3.24.133.0/24', seconds: 3600 }, 'machine', 'barracuda'],
		['Proofpoint', { network: '148.163.130.0/24', seconds: 3600 }, 'probable', 'proofpoint'],
		['Mimecast', { network: '170.10.129.0/24', seconds: 3600 }, 'probable', 'mimecast'],
		['Cisco', { network: '68.232.140.0/24', seconds: 3600 }, 'probable', 'cisco'],
		['from nowhere', { network: null, seconds: 3600 }, 'unknown', 'no-network'],
		['before the mail was handed over', { seconds: -30 }, 'machine', 'before-delivery'],
		['at once', { seconds: 2 }, 'machine', 'before-delivery'],
		['after twenty seconds', { seconds: 20 }, 'probable', 'soon'],
	] as const)('%s', (_, wish, verdict, sign) => {
		const [answer] = judged([hit(wish as Partial<JudgedHit> & { seconds: number })]);
		expect(answer).toMatchObject({ verdict });
		expect(answer!.evidence[0]).toBe(sign);
	});

	it('of a mail of which nobody knows when it left is judged by the rest', () => {
		expect(verdicts([hit({ seconds: -600 })], { sentAt: null })).toEqual(['person']);
	});
});

describe('hits together', () => {
	it('of a scanner that clicks everything are a machine’s, posing as a browser or not', () => {
		const scan = [1, 2, 3].map((link) => hit({ link, seconds: 300 + link }));
		expect(verdicts(scan)).toEqual(['machine', 'machine', 'machine']);
		expect(judged(scan)[0]!.evidence).toContain('all-links');
	});

	it('of a scanner that changes its address for each link are too', () => {
		const scan = [1, 2, 3].map((link) =>
			hit({ link, network: `198.51.${link}.0/24`, userAgent: `${CHROME} ${link}`, seconds: 300 + link }),
		);
		expect(verdicts(scan)).toEqual(['machine', 'machine', 'machine']);
	});

	it('of a scanner leave the reader’s later click alone', () => {
		const scan = [1, 2, 3].map((link) => hit({ link, network: '198.51.100.0/24', seconds: 10 + link }));
		expect(verdicts([...scan, hit({ link: 2, seconds: 4000 })])).toEqual([
			...['machine', 'machine', 'machine'],
			'person',
		]);
	});

	it('of three links among many are many links', () => {
		const scan = [1, 2, 3].map((link) => hit({ link, seconds: 300 + link }));
		expect(judged(scan, { links: 12 })[0]!.evidence[0]).toBe('many-links');
	});

	it('on the one link of a mail say nothing of each other', () => {
		expect(verdicts([hit({ seconds: 300 }), hit({ seconds: 305 })], { links: 1 })).toEqual([
			...['person', 'person'],
		]);
	});

	it('of a reader who follows two of three links within a minute are hers', () => {
		expect(verdicts([hit({ link: 1, seconds: 300 }), hit({ link: 3, seconds: 340 })])).toEqual([
			...['person', 'person'],
		]);
	});

	it('of one program, a HEAD before a GET, are both the machine’s', () => {
		const asked = [hit({ method: 'HEAD', seconds: 300 }), hit({ seconds: 301 })];
		expect(verdicts(asked)).toEqual(['machine', 'machine']);
		expect(judged(asked)[1]!.evidence[0]).toBe('beside-machine');
	});

	it('on one link from two networks within seconds prove nobody', () => {
		const twice = [hit({ seconds: 300 }), hit({ network: '198.51.100.0/24', seconds: 312 })];
		expect(verdicts(twice)).toEqual(['probable', 'probable']);
		const later = [hit({ seconds: 300 }), hit({ network: '198.51.100.0/24', seconds: 400 })];
		expect(verdicts(later)).toEqual(['person', 'person']);
	});

	it('an open and a click at once from one network are no sign: Outlook loads so', () => {
		const both = [hit({ use: 'open', userAgent: OUTLOOK, seconds: 300 }), hit({ seconds: 300 })];
		expect(verdicts(both)).toEqual(['person', 'person']);
	});
});

it('a load of whom nothing is kept is judged by itself', () => {
	const load = { mail: { issueId: 'one', place: 0 }, link: undefined, method: 'GET', purpose: null };
	expect(judgeAnonymous({ ...load, network: HOME, userAgent: OUTLOOK }).verdict).toBe('person');
	expect(judgeAnonymous({ ...load, network: HOME, userAgent: 'Mozilla/5.0' }).verdict).toBe('machine');
});

it('knows a network by its own kind only', () => {
	expect(scannerNetworkOf('203.0.113.0/24')).toBeUndefined();
	expect(scannerNetworkOf('2001:db8:1::/48')).toBeUndefined();
});
