import { isbot } from 'isbot';
import { scannerNetworkOf } from './scanner-networks.ts';
import type { Sign } from './signs.ts';

/** A hit as it is judged. */
export interface JudgedHit {
	readonly id: string;
	readonly at: Date;
	readonly use: 'open' | 'click';
	/** Of a click. */
	readonly link: number | null;
	readonly method: string;
	readonly network: string | null;
	readonly userAgent: string | null;
	readonly purpose: string | null;
}

/** Programs that fetch pictures in a reader’s name: real opens, and fetches before and after them. */
const PICTURE_PROXIES: readonly (readonly [RegExp, Sign])[] = [
	[/GoogleImageProxy/i, 'google-proxy'],
	[/YahooMailProxy/i, 'yahoo-proxy'],
];
/** Mail Privacy Protection loads pictures when a mail comes, and says no more than this. */
const APPLE_PRELOAD = /^Mozilla\/5\.0$/;

/** What a hit says by itself, without the others of its mail. */
export function signsOfHit(hit: Omit<JudgedHit, 'id' | 'at' | 'link'>): Sign[] {
	const signs: Sign[] = [];
	if (hit.method === 'HEAD') signs.push('head');
	if (/prefetch|preview|prerender/i.test(hit.purpose ?? '')) signs.push('prefetch');
	signs.push(...signsOfAgent(hit), ...signsOfNetwork(hit));
	return signs;
}

function signsOfAgent({ use, userAgent }: Pick<JudgedHit, 'use' | 'userAgent'>): Sign[] {
	const agent = userAgent?.trim() ?? '';
	// isbot takes an empty one for a person’s.
	if (agent === '') return ['no-agent'];
	if (use === 'open') {
		const proxy = PICTURE_PROXIES.find(([pattern]) => pattern.test(agent));
		if (proxy) return [proxy[1]];
		if (APPLE_PRELOAD.test(agent)) return ['apple-preload'];
	}
	return isbot(agent) ? ['declared'] : [];
}

function signsOfNetwork({ use, network }: Pick<JudgedHit, 'use' | 'network'>): Sign[] {
	if (network === null) return ['no-network'];
	const scanner = scannerNetworkOf(network);
	if (!scanner) return [];
	// Outlook on the web asks for a reader’s pictures from Microsoft’s addresses: of an open they prove nothing.
	if (scanner.vendor === 'microsoft-protection')
		return [use === 'open' ? 'microsoft-open' : 'microsoft-protection'];
	return [scanner.vendor];
}
