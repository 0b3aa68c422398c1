import { isVisibleUrl, linkTarget } from '../link-target.ts';
import { linksOf, type PlacedBlock, type PlacedLink } from './letter-parts.ts';
import type { LinkVerdict } from './link-verdict.ts';
import type { Remark } from './remark.ts';

/** Links of a block: to nowhere, to a page that is not there, or to another host than their words name. */
export function checkLinks(placed: PlacedBlock, verdicts: readonly LinkVerdict[]): Remark[] {
	return linksOf(placed).flatMap((link) => [...ofLink(link, verdicts)]);
}

function* ofLink({ place, href, words }: PlacedLink, verdicts: readonly LinkVerdict[]): Iterable<Remark> {
	const target = linkTarget(href);
	if (!target) {
		yield { code: 'bad-link', place, what: href };
		return;
	}
	if (target.kind !== 'web') return;
	const verdict = verdicts.find(({ url }) => url === target.url);
	if (verdict?.outcome === 'dead' || verdict?.outcome === 'silent') {
		const code = verdict.outcome === 'dead' ? 'dead-link' : 'silent-link';
		yield { code, place, what: target.url, answer: verdict.answer };
	}
	if (isVisibleUrl(words) && hostOf(words) !== hostOf(target.url)) {
		yield { code: 'misleading-link', place, what: words.trim() };
	}
}

function hostOf(address: string): string | undefined {
	const typed = address.trim();
	const url = URL.parse(/^https?:/i.test(typed) ? typed : `https://${typed}`);
	return url?.host.replace(/^www\./, '');
}
