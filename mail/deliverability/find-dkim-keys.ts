import type { Names } from '#platform/network/names.ts';
import { isWithin } from './domain-names.ts';
import { readDkimKey } from './dkim-key.ts';
import type { DkimKey } from './dkim-key.ts';
import { orSilent } from './limited-names.ts';
import type { KeySelector } from './sending-provider.ts';

/** A name under which a key may stand, and the domain that it stands for. */
export interface WantedKey extends KeySelector {
	readonly domain: string;
}

/** What stands at one selector. */
export interface FoundKey {
	readonly wanted: WantedKey;
	/** Such as `s1._domainkey.cadrelune.example`. */
	readonly name: string;
	/**
	 * `absent`: no key; `not-enabled`: an alias to the provider, and no key behind it; `elsewhere`: an alias to somebody else;
	 * `silent`: nobody answered.
	 */
	readonly state: DkimKey['state'] | 'absent' | 'not-enabled' | 'elsewhere' | 'silent';
	readonly key: DkimKey | undefined;
	/** Where its alias leads. */
	readonly alias: string | undefined;
	readonly texts: readonly string[];
	/** More than one key at one name: receivers take any (RFC 6376, 3.6.2.2). */
	readonly isSeveral: boolean;
}

/** Reads what stands at each of these names. What a wildcard answers to every name is nobody's key. */
export async function findDkimKeys(wanted: readonly WantedKey[], names: Names): Promise<FoundKey[]> {
	const wildcards = new Map<string, Promise<readonly string[]>>();
	return Promise.all(
		wanted.map((one) => {
			const known = wildcards.get(one.domain) ?? wildcardTexts(one.domain, names);
			wildcards.set(one.domain, known);
			return readOne(one, known, names);
		}),
	);
}

/** What is answered to a name that nobody publishes. */
async function wildcardTexts(domain: string, names: Names): Promise<readonly string[]> {
	const texts = await orSilent(names.texts(`refrain-asks-for-no-key._domainkey.${domain}`));
	return texts === 'silent' ? [] : texts;
}

async function readOne(
	wanted: WantedKey,
	wildcard: Promise<readonly string[]>,
	names: Names,
): Promise<FoundKey> {
	const name = `${wanted.selector}._domainkey.${wanted.domain}`;
	const [answer, alias, byWildcard] = await Promise.all([
		orSilent(names.texts(name)),
		wanted.type === 'CNAME' ? orSilent(names.alias(name)) : undefined,
		wildcard,
	]);
	const leads = alias === 'silent' ? undefined : alias;
	const nothing = { wanted, name, key: undefined, alias: leads, texts: [], isSeveral: false };
	if (answer === 'silent') return { ...nothing, state: 'silent' };
	const texts = answer.filter((text) => !byWildcard.includes(text));
	const keys = texts.flatMap((text) => readDkimKey(text) ?? []);
	const key = keys.find(({ state }) => state === 'sound') ?? keys[0];
	const found = { ...nothing, key, texts, isSeveral: keys.length > 1 };
	if (leads !== undefined && wanted.leadsTo && !wanted.leadsTo.some((own) => isWithin(leads, own)))
		return { ...found, state: 'elsewhere' };
	return { ...found, state: key?.state ?? (leads === undefined ? 'absent' : 'not-enabled') };
}
