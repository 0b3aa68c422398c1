import { parseHead } from './parse-head.ts';

/** Everybody whom a whole reading of a header finds. */
export function correspondentsOfHead(text: string): string[] {
	const { from, replyTo, to, cc } = parseHead(Buffer.from(text.replaceAll('\n', '\r\n')));
	return [...(from ? [from] : []), ...replyTo, ...to, ...cc].map(({ address }) => address);
}
