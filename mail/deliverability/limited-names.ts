import { isIP } from 'node:net';
import { NamesUnavailable } from '#platform/network/names.ts';
import type { Names } from '#platform/network/names.ts';
import { isAskable } from './domain-names.ts';

/** Longer than any record that is in use; what reads texts is not all linear, so that one that is longer is cut behind this. */
export const TEXT_AT_MOST = 4_096;
/** Of a name with more texts, only these are looked at: an answer may carry thousands. */
const TEXTS_AT_MOST = 200;

/**
 * Bounds what one check may ask: records of strangers say what is asked next, and one domain's must not cost us more than
 * another's. Each question is asked once. A name that cannot exist is not asked for and has no records.
 *
 * @param names Where questions go.
 * @param questions How many are asked at most; the others throw NamesUnavailable `ELIMIT`.
 * @param signal Ends all that is under way and whatever is asked later with NamesUnavailable `ETIMEOUT`.
 */
export function limitNames(names: Names, questions: number, signal: AbortSignal): Names {
	const answers = new Map<string, Promise<unknown>>();
	const over = new Promise<never>((_, reject) => {
		const end = () => reject(new NamesUnavailable('ETIMEOUT'));
		if (signal.aborted) end();
		else signal.addEventListener('abort', end, { once: true });
	});
	// Nobody may be waiting when the time is over.
	over.catch(() => {});

	function once<Found>(kind: string, name: string, none: Found, ask: () => Promise<Found>): Promise<Found> {
		if (!isAskable(name)) return Promise.resolve(none);
		const key = `${kind} ${name.toLowerCase()}`;
		const known = answers.get(key);
		if (known) return known as Promise<Found>;
		if (signal.aborted) return over;
		if (answers.size >= questions) return Promise.reject(new NamesUnavailable('ELIMIT'));
		const asked = Promise.race([ask(), over]);
		// Who asked may have been called off before the answer comes.
		asked.catch(() => {});
		answers.set(key, asked);
		return asked;
	}

	return {
		mailExchangers: (domain) => once('MX', domain, [], () => names.mailExchangers(domain)),
		services: (name) => once('SRV', name, [], () => names.services(name)),
		texts: (name) =>
			once('TXT', name, [], async () =>
				(await names.texts(name)).slice(0, TEXTS_AT_MOST).map((text) => text.slice(0, TEXT_AT_MOST + 1)),
			),
		addresses: (name) => once('A', name, [], () => names.addresses(name)),
		reverse: (address) =>
			isIP(address) ? once('PTR', address, [], () => names.reverse(address)) : Promise.resolve([]),
		alias: (name) => once('CNAME', name, undefined, () => names.alias(name)),
		nameServers: (domain) => once('NS', domain, [], () => names.nameServers(domain)),
	};
}

/** An answer, or `silent` where nobody gave one. */
export async function orSilent<Found>(asked: Promise<Found>): Promise<Found | 'silent'> {
	try {
		return await asked;
	} catch (error) {
		if (error instanceof NamesUnavailable) return 'silent';
		throw error;
	}
}
