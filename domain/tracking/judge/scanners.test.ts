import { describe, expect, it } from 'vitest';
import { filterBefore } from '#mail/presets/filter-before.ts';
import { judgeMail } from './judge-mail.ts';
import type { JudgedHit } from './signs-of-hit.ts';

/** What filters of mail do with the links of one (reference of the field: its sections on tracking): nothing of it may act. */
const sentAt = new Date('2026-12-01T09:30:00Z');
const CHROME =
	'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const SAFARI =
	'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15';
const DAY = 86_400;

interface Wish extends Partial<JudgedHit> {
	/** After the mail was handed over. */
	readonly seconds: number;
}
const judged = (links: number, wishes: readonly Wish[], exchanger?: string) =>
	found(links, wishes, exchanger).map(({ verdict }) => verdict);
const found = (links: number, wishes: readonly Wish[], exchanger?: string) => {
	const hits = wishes.map(({ seconds, ...wish }, index): JudgedHit => {
		const use = wish.use ?? 'click';
		return {
			...{ id: String(index), use, link: use === 'click' ? 1 : null, method: 'GET', purpose: null },
			...{ network: '203.0.113.0/24', userAgent: CHROME, ...wish },
			at: new Date(sentAt.getTime() + seconds * 1_000),
		};
	});
	const filter = filterBefore(exchanger ? [exchanger] : []);
	return [...judgeMail({ sentAt, links, filter, hits }).values()];
};
/** From another address and as another browser each time. */
const scattered = (link: number) => ({
	link,
	network: `198.51.${link}.0/24`,
	userAgent: `${link % 2 ? CHROME : SAFARI} ${link}`,
});
const each = (links: number, wish: (link: number) => Wish) =>
	Array.from({ length: links }, (_, index) => wish(index + 1));

describe('a scanner that', () => {
	it.each<[string, number, Wish[]]>([
		['follows everything at delivery', 4, each(4, (link) => ({ link, seconds: 2 + link }))],
		[
			'does so ten minutes later, held back on its way',
			4,
			each(4, (link) => ({ link, seconds: 600 + link })),
		],
		['does so a day later', 4, each(4, (link) => ({ link, seconds: DAY + link }))],
		[
			'does so from any address, as any browser',
			4,
			each(4, (link) => ({ ...scattered(link), seconds: DAY + link })),
		],
		[
			'takes its time: one link each fifteen seconds',
			4,
			each(4, (link) => ({ link, seconds: DAY + link * 15 })),
		],
		[
			'takes its time from any address',
			4,
			each(4, (link) => ({ ...scattered(link), seconds: DAY + link * 15 })),
		],
		[
			'asks for two links of many in the same second',
			9,
			[
				{ link: 3, seconds: DAY },
				{ ...scattered(7), seconds: DAY + 1 },
			],
		],
		[
			'asks with HEAD first, then with GET from elsewhere as a browser',
			4,
			[
				{ method: 'HEAD', userAgent: 'Go-http-client/1.1', seconds: DAY },
				{ ...scattered(1), seconds: DAY + 3 },
			],
		],
		[
			'asks for one link with HEAD, and for another with GET from elsewhere as a browser',
			4,
			[
				{ method: 'HEAD', userAgent: null, seconds: DAY },
				{ ...scattered(2), seconds: DAY + 12 },
			],
		],
		[
			'says nothing of itself, and comes again as a browser in the same minute',
			4,
			[
				{ userAgent: null, seconds: DAY },
				{ link: 2, seconds: DAY + 15 },
			],
		],
		[
			'loads the picture beside all links',
			3,
			[{ use: 'open', seconds: 599 }, ...each(3, (link) => ({ link, seconds: 600 + link }))],
		],
		['follows the first link alone as it comes', 4, [{ seconds: 20 }]],
		[
			'renders the page: a headless browser',
			4,
			[{ userAgent: CHROME.replace('Chrome', 'HeadlessChrome'), seconds: DAY }],
		],
		['fetches for a preview', 4, [{ purpose: 'prefetch;anonymous-client-ip', seconds: DAY }]],
		[
			'unrolls links at the gateway',
			4,
			[{ userAgent: 'Mozilla/5.0 (compatible; URLChecker/2.0)', seconds: DAY }],
		],
	])('%s, sets nothing off', (_, links, wishes) => {
		expect(judged(links, wishes)).not.toContain('person');
	});

	it('went through the mail leaves her own click alone, an hour later', () => {
		const scan = each(4, (link) => ({ ...scattered(link), seconds: 5 + link * 15 }));
		expect(judged(4, [...scan, { link: 2, seconds: 3_600 }]).at(-1)).toBe('person');
	});
});

describe('a reader who', () => {
	it.each<[string, number, Wish[]]>([
		['follows one link', 4, [{ seconds: 300 }]],
		['presses twice', 4, [{ seconds: 300 }, { seconds: 300.4 }]],
		[
			'opens two links in tabs',
			4,
			[
				{ link: 1, seconds: 300 },
				{ link: 3, seconds: 303 },
			],
		],
		[
			'reads a mail whose pictures Apple loads as she opens it',
			4,
			[
				{ use: 'open', userAgent: 'Mozilla/5.0', seconds: 3_600 },
				{ userAgent: SAFARI, seconds: 3_606 },
			],
		],
		[
			'follows each of two links in her time',
			2,
			[
				{ link: 1, seconds: 300 },
				{ link: 2, seconds: 345 },
			],
		],
		['comes through each link over an hour', 3, each(3, (link) => ({ link, seconds: 300 + link * 900 }))],
	])('%s, is one', (_, links, wishes) => {
		expect(judged(links, wishes).filter((verdict) => verdict === 'person').length).toBeGreaterThan(0);
	});
});

describe('behind a filter that follows one link, late and as a browser', () => {
	const MIMECAST = 'eu-smtp-inbound-1.mimecast.com';
	const MICROSOFT = 'atelier-fr.mail.protection.outlook.com';
	const OUTLOOK = 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)';

	it.each([
		['Barracuda', 'd123.a.ess.barracudanetworks.com'],
		['Mimecast', MIMECAST],
		['Proofpoint', 'mx0a-00112233.pphosted.com'],
		['Cisco', 'mx1.hc123-4.eu.iphmx.com'],
		['Symantec', 'cluster5.eu.messagelabs.com'],
	])('%s, a lone click sets nothing off, at any time', (name, exchanger) => {
		const [click] = found(4, [{ seconds: DAY }], exchanger);
		expect(click).toEqual({ verdict: 'probable', evidence: [`late-filter:${name}`] });
	});

	it('a click while the filter decides about the mail sets nothing off, a later one does where filters follow none later', () => {
		const early = found(4, [{ seconds: 200 }], MICROSOFT)[0];
		expect(early).toEqual({ verdict: 'probable', evidence: ['early-filter:Microsoft 365'] });
		expect(judged(4, [{ seconds: 400 }], MICROSOFT)).toEqual(['person']);
		expect(judged(4, [{ seconds: 200 }], 'smtp.google.com')).toEqual(['probable']);
		expect(judged(4, [{ seconds: 200 }], 'alt1.gmail-smtp-in.l.google.com')).toEqual(['person']);
		expect(judged(4, [{ seconds: 200 }], 'mx.atelier.example')).toEqual(['person']);
	});

	it('what more than one link at once, or from two addresses within seconds, says stays as it is', () => {
		const scan = each(4, (link) => ({ ...scattered(link), seconds: DAY + link }));
		expect(judged(4, scan, MIMECAST)).toEqual(['machine', 'machine', 'machine', 'machine']);
		const echo = [{ seconds: DAY }, { ...scattered(1), seconds: DAY + 5 }];
		expect(judged(4, echo, MIMECAST)).toEqual(['probable', 'probable']);
	});

	it.each<[string, Wish[], string[]]>([
		[
			'who comes back for another link',
			[{ seconds: 900 }, { link: 3, seconds: 1_200 }],
			['person', 'person'],
		],
		[
			'who follows a link after the filter did, from elsewhere with a program of her own',
			[
				{ ...scattered(1), seconds: 900 },
				{ link: 1, network: '203.0.113.0/24', userAgent: SAFARI, seconds: 4_000 },
			],
			['probable', 'person'],
		],
		[
			'whose mail program loaded the picture from where she clicks',
			[{ use: 'open', userAgent: OUTLOOK, seconds: 900 }, { seconds: 905 }],
			['person', 'person'],
		],
	])('a person is one %s', (_, wishes, verdicts) => {
		expect(judged(4, wishes, MIMECAST)).toEqual(verdicts);
	});

	it.each<[string, Wish[]]>([
		['the same link again', [{ seconds: 900 }, { seconds: 4_000 }]],
		['another link within the minute', [{ seconds: 900 }, { link: 2, seconds: 930 }]],
		['as another browser of its network', [{ seconds: 900 }, { userAgent: SAFARI, seconds: 4_000 }]],
	])('a filter that asks for %s proves nobody', (_, wishes) => {
		expect(judged(4, wishes, MIMECAST)).not.toContain('person');
	});

	it('of several exchangers the one that follows links at any time counts, and a stranger’s name says nothing', () => {
		expect(filterBefore([MICROSOFT, MIMECAST])?.name).toBe('Mimecast');
		expect(filterBefore(['mimecast.com.attacker.example', 'notmimecast.com'])).toBeUndefined();
		expect(filterBefore([])).toBeUndefined();
	});

	it('the person’s evidence names the filter that she came beyond', () => {
		const [first] = found(4, [{ seconds: 900 }, { link: 3, seconds: 1_200 }], MIMECAST);
		expect(first!.evidence).toEqual(['beyond-filter:Mimecast']);
	});
});
