import type { TrustedServers } from './authentication-results.ts';
import { isWithin } from './domain-names.ts';

/**
 * What a provider's customers publish so that its servers may send for their domain. Vendors are data: `mailbox-providers.ts`
 * and `relay-providers.ts`.
 */
export interface SendingProvider {
	/** As recognition names it; a provider stands in the data once a region where its records differ. */
	readonly key: string;
	/** Its proper name, the same in all languages. */
	readonly name: string;
	/** Its servers, those that receive and those that take mail for sending, are these or below them. */
	readonly hosts: readonly string[];
	readonly spf: {
		/**
		 * Whose domain stands in the envelope, and is therefore asked (RFC 7208, 2.4): `ours`, that of the address that we send
		 * from, or one of the `provider`, whose record is right without anybody's doing.
		 */
		readonly envelope: 'ours' | 'provider';
		/** The domain that one includes; the first is proposed, any of them authorises. */
		readonly includes: readonly string[];
	};
	readonly dkim: {
		/** Under which names its keys are published. */
		readonly selectors: readonly KeySelector[];
		/** Whether there are no others. Else a customer chooses, or each has one of his own, and not found is not missing. */
		readonly areAll: boolean;
		/** Domains that it signs with for who has published nothing: such a signature is not aligned. */
		readonly signsAs: readonly string[];
	};
	/** Where mail to the domain goes, priority and host, where that is the same for all customers. */
	readonly exchangers: readonly string[];
	/** Who its receiving servers say that they are when they write what they found (`readAuthenticationResults`). */
	readonly stamps: TrustedServers;
}

/** A name of keys: `s1` stands for `s1._domainkey.<domain>`. */
export interface KeySelector {
	readonly selector: string;
	/**
	 * The alias that is published there: `{domain}` and `{dashed}` (dots as hyphens) stand for the customer's domain.
	 * undefined: its value is each customer's own, and the provider's pages show it.
	 */
	readonly alias?: string;
	/** What is published. */
	readonly type: 'TXT' | 'CNAME';
	/** Where aliases lead: the key counts as this provider's only if it is below one of these. */
	readonly leadsTo?: readonly string[];
}

/** The provider of a sender: by its key and, of several regions, by its host; else by its host alone. */
export function providerOf(
	providers: readonly SendingProvider[],
	key: string | undefined,
	host: string,
): SendingProvider | undefined {
	const ofKey = providers.filter((provider) => provider.key === key);
	return providerOfHost(ofKey, host) ?? ofKey[0] ?? providerOfHost(providers, host);
}

/** The provider that a host belongs to. */
export function providerOfHost(
	providers: readonly SendingProvider[],
	host: string,
): SendingProvider | undefined {
	return providers.find(({ hosts }) => hosts.some((own) => isWithin(host, own)));
}

/** The alias of a selector with the customer's domain filled in. */
export function aliasFor(selector: KeySelector, domain: string): string | undefined {
	return selector.alias?.replaceAll('{domain}', domain).replaceAll('{dashed}', domain.replaceAll('.', '-'));
}
