import { createServer } from 'node:https';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestCertificate } from '#tests/crash/test-authority.ts';
import { tokenLimits } from '#platform/limits.ts';
import { googleSignIn } from '#providers/sign-in/google/google-sign-in.ts';
import type { SignInProvider } from '#providers/sign-in/sign-in-provider.ts';

/** What a provider says to one request. */
export interface TokenReply {
	readonly status?: number;
	/** An object is said as JSON. */
	readonly body: string | object;
	readonly headers?: Readonly<Record<string, string>>;
}

/** A provider of tokens over TLS, on loopback, that says what a test wants; asked as Google is. */
export interface TokenServer {
	readonly provider: SignInProvider;
	/** The form of each request, in their order. */
	readonly asked: readonly URLSearchParams[];
	/** Says this to every request from now on; undefined: nothing at all. */
	answer(reply: (form: URLSearchParams) => TokenReply | undefined): void;
	/** Says something to the oldest request that waits. */
	release(reply: TokenReply): void;
	close(): Promise<void>;
}

export async function startTokenServer(certificate: TestCertificate): Promise<TokenServer> {
	const asked: URLSearchParams[] = [];
	const waiting: ServerResponse[] = [];
	let answerOf: (form: URLSearchParams) => TokenReply | undefined = () => undefined;
	const server = createServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const form = new URLSearchParams(Buffer.concat(chunks).toString());
			asked.push(form);
			const reply = answerOf(form);
			if (reply) say(response, reply);
			else waiting.push(response);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const origin = `https://127.0.0.1:${port}`;
	const client = { clientId: 'refrain', clientSecret: 'of-the-installation' };
	return {
		provider: googleSignIn(
			{ ...client, standIn: { tokens: origin, pages: origin } },
			{ kind: 'real', allowedPrivateHosts: ['127.0.0.1'], authorities: [certificate.authority] },
			tokenLimits,
		),
		asked,
		answer: (reply) => (answerOf = reply),
		release: (reply) => say(waiting.shift()!, reply),
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function say(response: ServerResponse, { status = 200, body, headers = {} }: TokenReply): void {
	response.writeHead(status, { 'content-type': 'application/json', ...headers });
	response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
