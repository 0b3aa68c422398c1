/**
 * The web process: our own HTTP server around SvelteKit's handler (`npm run build:web` makes it). It tells the
 * handler the scheme people use and the address they come from, both of which a client could otherwise choose.
 */
import { createServer, type IncomingMessage } from 'node:http';
import { CLIENT_ADDRESS_HEADER } from '#platform/authentication/client-address.ts';
import { config } from '#platform/config.ts';
import { announceReady, onStop } from '#platform/lifecycle.ts';
import { filesIn, standardHeaders } from './standard-headers.ts';

/** Names by which adapter-node reads the scheme and the client's address. */
process.env.PROTOCOL_HEADER = 'x-forwarded-proto';
process.env.ADDRESS_HEADER = CLIENT_ADDRESS_HEADER;
process.env.NODE_ENV = 'production';
/** More than the largest text that a form takes, a signature with its picture (said to people in `error_too_large`). */
process.env.BODY_SIZE_LIMIT = '4M';

/** How long open pages may keep their streams when the process is asked to end, in milliseconds. */
const LAST_ANSWERS = 2_000;

const settings = config();
const { protocol } = new URL(settings.publicUrl);
const built = new URL('../build/handler.js', import.meta.url).href;
const { handler } = await import(built);
const headersFor = standardHeaders({
	isSecure: settings.publicUrlIsSecure,
	assets: filesIn(new URL('../build/client/', import.meta.url)),
});

const server = createServer((request, response) => {
	request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
	request.headers[CLIENT_ADDRESS_HEADER] = clientAddress(
		request.headers['x-forwarded-for'],
		request.socket.remoteAddress,
	);
	response.setHeaders(headersFor(request.url ?? ''));
	if (isUnsubscribing(request)) request.headers.origin = `${protocol}//${request.headers.host}`;
	handler(request, response);
});

/**
 * A mail program's one-click POST (RFC 8058) has no origin that it could name, and SvelteKit refuses forms from elsewhere.
 * The link's token is all that this one page asks for, so its POST counts as sent from its own page.
 */
function isUnsubscribing({ method, url = '' }: IncomingMessage): boolean {
	return method === 'POST' && /^\/u\/[\w-]+(\?|$)/.test(url);
}

/** Behind a proxy of ours (https) the last address it added; else the peer itself. */
function clientAddress(forwarded: string | string[] | undefined, peer: string | undefined): string {
	const added = settings.publicUrlIsSecure
		? String(forwarded ?? '')
				.split(',')
				.at(-1)
				?.trim()
		: '';
	return added || (peer ?? '');
}

server.listen(settings.web.port, settings.web.host, announceReady);
server.on('error', (error: NodeJS.ErrnoException) => {
	const { host, port } = settings.web;
	console.error(
		error.code === 'EADDRINUSE' ? `Port ${port} of ${host} is taken by another program.` : error.message,
	);
	process.exit(1);
});

onStop(async () => {
	server.close();
	setTimeout(() => server.closeAllConnections(), LAST_ANSWERS).unref();
	await new Promise((resolve) => server.once('close', resolve));
});
