import { PRESETS } from './presets.ts';
import { gatewayOfExchanger, presetsOfExchanger } from './recognise.ts';

/** A filter that stands before the mailboxes of a domain. */
export interface FilterBefore {
	/** As people call it. */
	readonly name: string;
	/**
	 * When it may follow a link in a browser's disguise, from addresses that are nobody's: `early`, while it decides whether the
	 * mail may come in; `always`, at any time later too.
	 */
	readonly follows: 'early' | 'always';
}

/** By the key of its gateway or preset. `always`: those of whom the field's reports say so; of the others it is unverified. */
const FILTERS: Readonly<Record<string, FilterBefore>> = {
	barracuda: { name: 'Barracuda', follows: 'always' },
	mimecast: { name: 'Mimecast', follows: 'always' },
	proofpoint: { name: 'Proofpoint', follows: 'always' },
	cisco: { name: 'Cisco', follows: 'always' },
	symantec: { name: 'Symantec', follows: 'always' },
	'trend-micro': { name: 'Trend Micro', follows: 'always' },
	'cloudflare-area-1': { name: 'Cloudflare', follows: 'always' },
	// Half of all companies are at one of these two: a click is not doubted for that alone, or nobody's would count.
	'microsoft-365': { name: 'Microsoft 365', follows: 'early' },
	'google-workspace': { name: 'Google Workspace', follows: 'early' },
	mailinblack: { name: 'Mailinblack', follows: 'early' },
	vade: { name: 'Vade', follows: 'early' },
	altospam: { name: 'Altospam', follows: 'early' },
	hornetsecurity: { name: 'Hornetsecurity', follows: 'early' },
	sophos: { name: 'Sophos', follows: 'early' },
	forcepoint: { name: 'Forcepoint', follows: 'early' },
	spamexperts: { name: 'SpamExperts', follows: 'early' },
	spamtitan: { name: 'SpamTitan', follows: 'early' },
	retarus: { name: 'Retarus', follows: 'early' },
};

/**
 * The filter that a domain's mail goes through, by its exchangers. Where several stand there, one that follows links at any time
 * counts: whoever sends chooses which of them a mail goes to.
 *
 * @param exchangers lower case, without a dot at their end.
 */
export function filterBefore(exchangers: readonly string[]): FilterBefore | undefined {
	const found = exchangers.flatMap((exchanger) => {
		const keys = [gatewayOfExchanger(exchanger), ...presetsOfExchanger(exchanger, PRESETS)];
		return keys.flatMap((known) => (known && FILTERS[known.key]) ?? []);
	});
	return found.find(({ follows }) => follows === 'always') ?? found[0];
}
