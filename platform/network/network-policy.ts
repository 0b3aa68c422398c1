import ipaddr from 'ipaddr.js';
import type { Names } from './names.ts';

/**
 * What a connection to a host typed by a person may reach (docs/design/running.md#guard).
 *
 * - `real`: any public address. A host of `allowedPrivateHosts` (names, addresses or CIDR ranges, from
 *   `REFRAIN_ALLOWED_PRIVATE_HOSTS`) may be private. `authorities` are PEM certificates trusted beside
 *   the system's own. `names` are asked for addresses; without them the system is, and its hosts file with it.
 * - `sandbox`: the demonstration world and nothing else: its host name, its ports, its authority. The
 *   name is not looked up, `address` is where it lives.
 */
export type NetworkPolicy =
	| {
			readonly kind: 'real';
			readonly allowedPrivateHosts: readonly string[];
			readonly authorities?: readonly string[];
			readonly names?: Pick<Names, 'addresses'>;
	  }
	| {
			readonly kind: 'sandbox';
			readonly host: string;
			readonly address: string;
			readonly ports: readonly number[];
			readonly authority: string;
	  };

/**
 * Reachable public addresses that belong to a cloud's own machinery all the same: Azure answers every
 * virtual machine's metadata and DNS questions there.
 */
const MACHINERY_OF_CLOUDS = new Set(['168.63.129.16']);

/** RFC 6052: an IPv4 address behind a NAT64 gateway. What counts is the address it carries. */
const NAT64_PREFIX = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/**
 * Tells whether an address is one of the public internet. Everything with a purpose of its own is not:
 * private, loopback, link-local (cloud metadata), multicast, carrier NAT, reserved, tunnels.
 *
 * @param address IPv4 or IPv6 in text, as a resolver answers it; anything else is not public.
 */
export function isPublicAddress(address: string): boolean {
	if (!ipaddr.isValid(address)) return false;
	const parsed = ipaddr.process(address);
	if (parsed instanceof ipaddr.IPv6 && parsed.match(NAT64_PREFIX)) {
		return isPublicAddress(new ipaddr.IPv4(parsed.toByteArray().slice(12)).toString());
	}
	return parsed.range() === 'unicast' && !MACHINERY_OF_CLOUDS.has(parsed.toString());
}

/**
 * Tells whether the installation allows a private target by name, address or range.
 *
 * @param host As typed, without brackets.
 * @param address One of the addresses that the host resolved to.
 */
export function isAllowedPrivateTarget(host: string, address: string, allowed: readonly string[]): boolean {
	const name = host.toLowerCase();
	return allowed.some((entry) => {
		const wanted = entry.trim().toLowerCase();
		if (wanted === name) return true;
		if (!ipaddr.isValid(address)) return false;
		const parsed = ipaddr.process(address);
		if (ipaddr.isValidCIDR(wanted)) {
			const [range, bits] = ipaddr.parseCIDR(wanted);
			return range.kind() === parsed.kind() && parsed.match(range, bits);
		}
		return ipaddr.isValid(wanted) && ipaddr.process(wanted).toString() === parsed.toString();
	});
}
