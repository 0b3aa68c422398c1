import ipaddr from 'ipaddr.js';

/** Bits of an IPv6 address that one customer of a provider holds: whoever has one address has all behind it. */
const IPV6_NETWORK_BITS = 64;

/**
 * The network whose failed sign-ins are counted together: an IPv4 address (also one written as IPv6), the /64 of an
 * IPv6 address; what is no address counts as one network, `unknown`.
 */
export function networkOfAddress(address: string): string {
	if (!ipaddr.isValid(address)) return 'unknown';
	const parsed = ipaddr.process(address);
	if (parsed instanceof ipaddr.IPv4) return parsed.toString();
	const network = ipaddr.IPv6.networkAddressFromCIDR(
		`${parsed.toNormalizedString().split('%')[0]}/${IPV6_NETWORK_BITS}`,
	);
	return `${network.toString()}/${IPV6_NETWORK_BITS}`;
}
