import ipaddr from 'ipaddr.js';

/** Bits of an address that are kept: many people share what is left (docs/design/tracking.md). */
const KEPT_BITS = { ipv4: 24, ipv6: 48 } as const;

/** The network of an address, `203.0.113.0/24` or `2001:db8:1::/48`; null for what is no address. */
export function networkOf(address: string): string | null {
	const [bare] = address.split('%');
	if (!bare || !ipaddr.isValid(bare)) return null;
	const parsed = ipaddr.process(bare);
	const bits = KEPT_BITS[parsed.kind()];
	const network =
		parsed instanceof ipaddr.IPv4
			? ipaddr.IPv4.networkAddressFromCIDR(`${parsed}/${bits}`)
			: ipaddr.IPv6.networkAddressFromCIDR(`${parsed}/${bits}`);
	return `${network}/${bits}`;
}
