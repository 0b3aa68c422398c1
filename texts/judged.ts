/** Why a hit was taken for whose it is (5.7-12): a sentence part for each sign of domain/tracking/judge/signs.ts. */
import { m } from './generated/messages.js';
import type { Language } from './language.ts';

type Words = (words: { filter: string }, options: { locale: Language }) => string;

const SIGNS: Record<string, Words> = {
	head: m.judged_head,
	prefetch: m.judged_prefetch,
	'no-agent': m.judged_no_agent,
	declared: m.judged_declared,
	'apple-preload': m.judged_apple_preload,
	'microsoft-protection': m.judged_microsoft_protection,
	barracuda: m.judged_barracuda,
	'before-delivery': m.judged_before_delivery,
	'all-links': m.judged_all_links,
	'many-links': m.judged_many_links,
	'beside-machine': m.judged_beside_machine,
	proofpoint: m.judged_proofpoint,
	mimecast: m.judged_mimecast,
	cisco: m.judged_cisco,
	'google-proxy': m.judged_google_proxy,
	'yahoo-proxy': m.judged_yahoo_proxy,
	'other-network': m.judged_other_network,
	'near-machine': m.judged_near_machine,
	'two-at-once': m.judged_two_at_once,
	'all-links-slowly': m.judged_all_links_slowly,
	soon: m.judged_soon,
	'early-filter': m.judged_early_filter,
	'late-filter': m.judged_late_filter,
	'microsoft-open': m.judged_microsoft_open,
	'no-network': m.judged_no_network,
	'beyond-filter': m.judged_beyond_filter,
	reader: m.judged_reader,
};

/** « vient des analyseurs de Barracuda »: what decided. A sign of another release says nothing; without one it is not judged yet. */
export function judgedBy(sign: string | undefined, locale: Language): string {
	if (sign === undefined) return m.judged_not_yet({}, { locale });
	const [code = '', filter = ''] = sign.split(':');
	return SIGNS[code]?.({ filter }, { locale }) ?? '';
}
