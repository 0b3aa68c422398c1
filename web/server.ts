/**
 * The web process: our own HTTP server around SvelteKit's handler (`npm run build:web` makes it). It tells the
 * handler the scheme people use and the address they come from, both of which a client could otherwise choose.
 */
import { createServer, type IncomingMessage } from 'node:http';
import { CLIENT_ADDRESS_HEADER } from '#platform/authentication/client-address.ts';
import { openSuppressionKey } from '#domain/suppressions/ask/suppression-key.ts';
import { config } from '#platform/config.ts';
import { openDatabase } from '#platform/database/database.ts';
import { announceReady, onStop } from '#platform/lifecycle.ts';
import { hitLimits } from '#platform/newsletter-limits.ts';
import { networkPolicyOf } from '#platform/network/policy-of-config.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { openKeyRing } from '#platform/secrets/key-ring.ts';
import { clientAddressOf } from './client-address.ts';
import { isOfMail } from './paths-of-mails.ts';
import { serveHits } from './serve-hits.ts';
import { serveRelayEvents } from './serve-relay-events.ts';
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
const { protocol, host: ownHost } = new URL(settings.publicUrl);
const built = new URL('../build/handler.js', import.meta.url).href;
const { handler } = await import(built);
const headersFor = standardHeaders({
	isSecure: settings.publicUrlIsSecure,
	assets: filesIn(new URL('../build/client/', import.meta.url)),
});
// Mails are opened by thousands at once: their hits have connections of their own, and pages keep theirs.
const hits = openDatabase({
	...{ url: settings.database.url, name: 'web-hits', connections: hitLimits.connections, plansOnce: true },
});
const envelopes = createEnvelopes(settings.masterKey);
await openSuppressionKey(hits, envelopes);
const ring = await openKeyRing(hits, envelopes, 'unsubscribe');
const answerHit = serveHits(hits, ring);

const answerReport = serveRelayEvents({ database: hits, ring, policyOf: () => networkPolicyOf(settings) });

const server = createServer((request, response) => {
	const address = clientAddressOf(request, settings.publicUrlIsSecure);
	request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
	request.headers[CLIENT_ADDRESS_HEADER] = address;
	response.setHeaders(headersFor(request.url ?? ''));
	if (answerHit(request, response, address) || answerReport(request, response)) return;
	if (settings.publicUrlIsSecure && isForeignPage(request)) {
		response.writeHead(404).end();
		return;
	}
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

/** Under the subdomain of a subscription's links stand the pages behind its mails, and nothing where somebody could sign in. */
function isForeignPage({ url = '', headers }: IncomingMessage): boolean {
	return headers.host !== ownHost && !isOfMail(url);
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
	await hits.close();
});
