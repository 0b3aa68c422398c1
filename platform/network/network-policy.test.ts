import { describe, expect, it } from 'vitest';
import { isAllowedPrivateTarget, isPublicAddress } from './network-policy.ts';

describe('isPublicAddress', () => {
	it.each([
		'127.0.0.1',
		'127.255.0.3',
		'10.1.2.3',
		'172.16.0.1',
		'192.168.1.1',
		'169.254.169.254',
		'100.100.100.200',
		'168.63.129.16',
		'0.0.0.0',
		'255.255.255.255',
		'224.0.0.1',
		'240.0.0.1',
		'192.0.2.10',
		'198.18.0.1',
		'::1',
		'::',
		'fe80::1',
		'fd00:ec2::254',
		'ff02::1',
		'::ffff:127.0.0.1',
		'::ffff:10.0.0.1',
		'64:ff9b::a00:1',
		'2002:7f00:1::',
		'2001:db8::1',
		'localhost',
		'',
	])('refuses %s', (address) => expect(isPublicAddress(address)).toBe(false));

	it.each(['8.8.8.8', '213.186.33.20', '2a01:cb00::1', '::ffff:8.8.8.8', '64:ff9b::808:808'])(
		'accepts %s',
		(address) => expect(isPublicAddress(address)).toBe(true),
	);
});

describe('isAllowedPrivateTarget', () => {
	const allowed = ['mail.intern.example', '10.0.0.0/8', '192.168.7.7', 'fd12::/16'];
	it.each([
		['mail.intern.example', '172.16.3.3', true],
		['MAIL.intern.example', '172.16.3.3', true],
		['other.example', '10.9.9.9', true],
		['other.example', '::ffff:10.9.9.9', true],
		['other.example', '192.168.7.7', true],
		['other.example', 'fd12::5', true],
		['other.example', '192.168.7.8', false],
		['evil-mail.intern.example', '172.16.3.3', false],
		['other.example', '127.0.0.1', false],
	])('%s at %s: %s', (host, address, expected) =>
		expect(isAllowedPrivateTarget(host, address, allowed)).toBe(expected),
	);
});
