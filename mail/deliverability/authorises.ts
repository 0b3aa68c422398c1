import { isIP } from 'node:net';
import { spf } from 'mailauth/lib/spf/index.js';
import type { Names } from '#platform/network/names.ts';
import { addressOfArpa } from '#platform/network/reverse-zone.ts';

/** More than receivers allow: that a record asks too much is a finding of its own (`walkSpf`), not one of each sender. */
const ENOUGH = 30;

/**
 * Asks a domain's SPF record of one address, as a receiver does (RFC 7208), with `mailauth`.
 *
 * @param host The name that the server says it has, for macros.
 * @returns `unread` where a name was not answered for.
 */
export async function authorises(
	domain: string,
	address: string,
	host: string,
	names: Names,
): Promise<'yes' | 'no' | 'unread'> {
	const { status } = await spf({
		strict: true,
		sender: `postmaster@${domain}`,
		ip: address,
		helo: host,
		mta: 'refrain.invalid',
		maxResolveCount: ENOUGH,
		maxVoidCount: ENOUGH,
		// Its types know texts alone; exchangers are objects, as Node gives them.
		resolver: (name, type) => answer(names, name, type) as Promise<string[]>,
	});
	if (status.result === 'pass') return 'yes';
	return status.result === 'temperror' ? 'unread' : 'no';
}

/** An answer as Node's resolver gives it; none is an error there. */
async function answer(names: Names, name: string, type: string): Promise<unknown[]> {
	const found = await ask(names, name, type);
	if (found.length === 0) throw Object.assign(new Error('ENODATA'), { code: 'ENODATA' });
	return found;
}

async function ask(names: Names, name: string, type: string): Promise<unknown[]> {
	switch (type) {
		case 'TXT':
			return (await names.texts(name)).map((text) => [text]);
		case 'MX':
			return (await names.mailExchangers(name)).map((exchange, priority) => ({ exchange, priority }));
		case 'A':
			return (await names.addresses(name)).filter((address) => isIP(address) === 4);
		case 'AAAA':
			return (await names.addresses(name)).filter((address) => isIP(address) === 6);
		case 'PTR':
			return names.reverse(addressOfArpa(name));
		default:
			return [];
	}
}
