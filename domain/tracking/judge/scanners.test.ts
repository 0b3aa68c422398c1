import { describe, expect, it } from 'vitest';
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
const judged = (links: number, wishes: readonly Wish[]) => {
	const hits = wishes.map(({ seconds, ...wish }, index): JudgedHit => {
		const use = wish.use ?? 'click';
		return {
			...{ id: String(index), use, link: use === 'click' ? 1 : null, method: 'GET', purpose: null },
			...{ network: '203.0.113.0/24', userAgent: CHROME, ...wish },
			at: new Date(sentAt.getTime() + seconds * 1_000),
		};
	});
	return [...judgeMail({ sentAt, links, hits }).values()].map(({ verdict }) => verdict);
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
