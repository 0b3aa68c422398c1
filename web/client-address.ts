import type { IncomingMessage } from 'node:http';

/**
 * The address that a request came from: behind a proxy of ours (https) the last one that it added, since all before it may be the
 * client's own words; else the peer itself.
 */
export function clientAddressOf(request: IncomingMessage, isBehindProxy: boolean): string {
	const added = isBehindProxy
		? String(request.headers['x-forwarded-for'] ?? '')
				.split(',')
				.at(-1)
				?.trim()
		: '';
	return added || (request.socket.remoteAddress ?? '');
}
