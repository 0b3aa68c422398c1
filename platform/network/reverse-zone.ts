import { isIP } from 'node:net';

/** The address whose reverse name this is, such as `25.2.0.192.in-addr.arpa`. */
export function addressOfArpa(name: string): string {
	const lower = name.toLowerCase();
	if (lower.endsWith('.in-addr.arpa')) return lower.split('.').slice(0, 4).reverse().join('.');
	const digits = lower
		.replace(/\.ip6\.arpa$/, '')
		.split('.')
		.reverse()
		.join('');
	return digits.replace(/[0-9a-f]{4}(?=.)/g, '$&:');
}

/** The name under which an address's own name is published (RFC 1035, 3.5; RFC 3596, 2.5). */
export function arpaOf(address: string): string {
	if (isIP(address) === 4) return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
	const [head = '', tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::');
	const groups = (text: string) => (text === '' ? [] : text.split(':'));
	const known = [groups(head), groups(tail ?? '')] as const;
	const missing = tail === undefined ? 0 : 8 - known[0].length - known[1].length;
	const all = [...known[0], ...Array<string>(missing).fill('0'), ...known[1]];
	return `${all
		.flatMap((group) => [...group.padStart(4, '0')])
		.reverse()
		.join('.')}.ip6.arpa`;
}
