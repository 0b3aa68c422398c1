import type { MailHead } from './parsed-mail.ts';
import { comparableAddress } from '#platform/addresses/comparable-address.ts';
import { storableLine } from './storable-text.ts';

const TRACES = ['delivered-to', 'x-original-to', 'envelope-to', 'x-delivered-to'];
const ADDRESS_AT_MOST = 320;

/**
 * The addresses to which the receiving server itself says that it delivered a mail: trace fields above the first Received.
 * Each server adds its own on top (RFC 5321, 4.4), so that whatever a sender or a forwarder wrote stands below; a mail
 * without a Received field proves nothing.
 */
export function deliveredHere({ fields }: Pick<MailHead, 'fields'>): string[] {
	const names = [...fields.keys()];
	const received = names.indexOf('received');
	return names
		.slice(0, Math.max(0, received))
		.filter((name) => TRACES.includes(name))
		.map((name) => fields.get(name)![0]!)
		.map((value) => comparableAddress(storableLine(withoutBrackets(value).trim(), ADDRESS_AT_MOST)))
		.filter((address) => /^[^\s@]+@[^\s@]+$/.test(address));
}

function withoutBrackets(value: string): string {
	const inside = value.slice(value.indexOf('<') + 1);
	const end = inside.indexOf('>');
	return end === -1 ? inside : inside.slice(0, end);
}
