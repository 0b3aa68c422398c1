import type { MailAddress } from '#mail/mime/address.ts';
import { hostName } from '#mail/mime/host-name.ts';
import { accountsAt, accountsOf, gatewayOfExchanger, presetsOfExchanger } from '#mail/presets/recognise.ts';
import { candidateOfPreset } from './candidates.ts';
import type { Subject } from './candidates.ts';
import type { DiscoveryTools } from './discovery.ts';
import { NOTHING, foundOf } from './finding.ts';
import type { Finding } from './finding.ts';

/** What the exchangers of a domain say, and of whom. */
export interface ExchangerFinding {
	readonly finding: Finding;
	readonly subject: Subject;
}

const EXCHANGERS_AT_MOST = 20;

/**
 * Recognises a provider by where a domain's mail arrives. The preferred exchanger decides; where it is a filter, or nobody
 * known, a provider among the others is likely only.
 *
 * @throws NamesUnavailable
 */
export async function findByExchangers(
	address: MailAddress,
	{ names, presets }: DiscoveryTools,
): Promise<ExchangerFinding> {
	const told = await names.mailExchangers(address.domain);
	const exchangers = told
		.map(hostName)
		.filter((host) => host !== undefined)
		.slice(0, EXCHANGERS_AT_MOST);
	const [preferred] = exchangers;
	const gateway = preferred === undefined ? undefined : gatewayOfExchanger(preferred);
	const subject: Subject = { address, exchangers, gateway, isUnsure: false };
	const receives = told.length > 0 ? told.some((host) => host !== '') : await hasAddress(address, names);
	if (!receives) return { subject, finding: { ...NOTHING, remark: 'receives-no-mail' } };
	for (const exchanger of exchangers) {
		const found = presetsOfExchanger(exchanger, presets);
		if (found.length === 0) continue;
		const isLikely = exchanger !== preferred;
		const unconnectable = found.find(({ servers }) => servers === 'none');
		if (unconnectable && !isLikely)
			return {
				subject,
				finding: {
					outcome: 'found',
					candidates: [],
					remark: 'unconnectable',
					recognised: unconnectable.key,
				},
			};
		const here = accountsAt(exchanger, found);
		const accounts = here.length > 0 ? here : found.flatMap(accountsOf);
		const candidates = accounts.map((account) => candidateOfPreset(account, address, 'exchanger', isLikely));
		return { subject, finding: { ...foundOf(candidates), ...remarkOf(gateway) } };
	}
	return { subject, finding: { ...NOTHING, ...remarkOf(gateway) } };
}

const remarkOf = (gateway: Subject['gateway']) =>
	gateway ? ({ remark: 'gateway', recognised: gateway.key } as const) : {};

/** Without exchangers mail goes to the domain's own address (RFC 5321, 5.1). */
async function hasAddress({ domain }: MailAddress, names: DiscoveryTools['names']): Promise<boolean> {
	return (await names.addresses(domain)).length > 0;
}
