import { expect, it } from 'vitest';
import { networkOfAddress } from './network-of-address.ts';

it('is the address itself for IPv4, however it is written', () => {
	expect(networkOfAddress('192.0.2.7')).toBe('192.0.2.7');
	expect(networkOfAddress('::ffff:192.0.2.7')).toBe('192.0.2.7');
});

it('is the /64 for IPv6, which one customer holds as a whole', () => {
	const network = networkOfAddress('2001:db8:1:2:aaaa::1');
	expect(network).toBe('2001:db8:1:2::/64');
	expect(networkOfAddress('2001:DB8:1:2:ffff:ffff:ffff:ffff')).toBe(network);
	expect(networkOfAddress('2001:db8:1:3::1')).not.toBe(network);
	expect(networkOfAddress('fe80::1%eth0')).toBe('fe80::/64');
});

it('is one for all that is no address', () => {
	expect(networkOfAddress('')).toBe(networkOfAddress('somewhere'));
});
