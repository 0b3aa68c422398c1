import { hostName } from '#mail/mime/host-name.ts';
import { accountsAt, accountsOf, presetsOfAutodiscover, presetsOfInclude } from '#mail/presets/recognise.ts';
import type { PresetAccount } from '#mail/presets/recognise.ts';
import { candidateOfPreset } from './candidates.ts';
import type { Subject } from './candidates.ts';
import type { DiscoveryTools } from './discovery.ts';
import { findingOfFault, foundOf } from './finding.ts';
import type { Finding } from './finding.ts';

/** Names that an SPF record may include at once (RFC 7208, 4.6.4). */
const INCLUDES_AT_MOST = 10;

/**
 * What a domain's zone says of a provider beside its exchangers: where `autodiscover` points to, and whose mail its SPF
 * record lets through. Evidence: a domain may send through one provider and read at another.
 *
 * @param hasFamily The exchanger told the family already: only `autodiscover` tells which of it.
 */
export async function findBySigns(
	subject: Subject,
	tools: DiscoveryTools,
	hasFamily: boolean,
): Promise<Finding> {
	const { names, presets } = tools;
	const { domain } = subject.address;
	const asked = await Promise.allSettled([
		names.alias(`autodiscover.${domain}`).then((alias) => (alias === undefined ? [] : [alias])),
		names.services(`_autodiscover._tcp.${domain}`).then((found) => found.map(({ host }) => host)),
		hasFamily ? [] : names.texts(domain),
	]);
	const [aliases, services, texts] = asked.map((one) => (one.status === 'fulfilled' ? one.value : []));
	const targets = [...aliases!, ...services!].map(hostName).filter((host) => host !== undefined);
	const discovered = targets.flatMap((target) => {
		const here = accountsAt(target, presets);
		return here.length > 0 ? here : presetsOfAutodiscover(target, presets).flatMap(accountsOf);
	});
	// On which of several servers an account lives, an SPF record does not tell: one stands for the preset.
	const included = includesOf(texts!)
		.flatMap((name) => presetsOfInclude(name, presets))
		.flatMap((preset) => accountsOf(preset).slice(0, 1));
	const accounts = distinct([...discovered, ...included]);
	const failed = asked.find((one) => one.status === 'rejected');
	if (accounts.length === 0 && failed) return findingOfFault(failed.reason);
	return foundOf(accounts.map((account) => candidateOfPreset(account, subject.address, 'signs', true)));
}

/** The names that the SPF record includes or hands over to. */
function includesOf(texts: readonly string[]): string[] {
	const record = texts.find((text) => /^v=spf1(?: |$)/i.test(text)) ?? '';
	return record
		.toLowerCase()
		.split(/\s+/)
		.flatMap((term) => /^[+?~-]?(?:include:|redirect=)(.+)$/.exec(term)?.[1] ?? [])
		.slice(0, INCLUDES_AT_MOST);
}

const distinct = (accounts: readonly PresetAccount[]): PresetAccount[] => [
	...new Map(accounts.map((account) => [account.servers, account])).values(),
];
