import { createServer, type Server } from 'node:https';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { issueTestCertificate } from '#tests/crash/test-authority.ts';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { askGuarded, Unanswered, type AskLimits, type Question } from './ask-guarded.ts';
import type { NetworkPolicy } from './network-policy.ts';

const LIMITS: AskLimits = { answerWithin: LONGEST_WAIT, answerAtMost: 4_096 };
let server: Server;
let origin: string;
let policy: NetworkPolicy;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let asked: string[];

beforeAll(async () => {
	const certificate = await issueTestCertificate();
	server = createServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
		asked.push(`${request.method} ${request.url}`);
		answer(request, response);
	});
	server.on('tlsClientError', () => {});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
	policy = { kind: 'real', allowedPrivateHosts: ['127.0.0.1'], authorities: [certificate.authority] };
});
afterAll(async () => {
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
	asked = [];
	answer = (_request, response) => response.end('hello');
});

const ask = (question: Partial<Question> = {}, limits: Partial<AskLimits> = {}, by = policy) =>
	askGuarded({ url: `${origin}/path?a=b`, method: 'GET', ...question }, by, { ...LIMITS, ...limits });

/** The code of the error that it must end with, and nothing but the code in its message. */
async function codeOf(step: Promise<unknown>): Promise<string> {
	const error: unknown = await step.then(
		() => new Error('it was answered'),
		(reason: unknown) => reason,
	);
	if (!(error instanceof Unanswered)) throw error;
	expect(error.message).toBe(error.code);
	return error.code;
}

describe('askGuarded', () => {
	it('asks once and answers with status, headers and body', async () => {
		answer = (request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				response.writeHead(418, { 'content-type': 'text/plain', 'x-echo': request.headers['x-given'] });
				response.end(`${request.headers.host}: ${Buffer.concat(chunks).toString()}`);
			});
		};
		const said = await ask({
			method: 'POST',
			body: 'é',
			headers: { 'x-given': 'yes', host: 'elsewhere.example' },
		});
		expect(said).toMatchObject({ status: 418, headers: { 'x-echo': 'yes' } });
		// The host is the one that was checked, whatever a caller says.
		expect(said.body).toBe(`${new URL(origin).host}: é`);
		expect(asked).toEqual(['POST /path?a=b']);
	});

	it('a redirect is an answer, which is not followed', async () => {
		answer = (_request, response) => response.writeHead(302, { location: `${origin}/elsewhere` }).end();
		expect(await ask()).toMatchObject({ status: 302, headers: { location: `${origin}/elsewhere` } });
		expect(asked).toHaveLength(1);
	});

	it('reads no more than it may, however it comes', async () => {
		answer = (_request, response) => response.end('x'.repeat(4_096));
		expect((await ask()).body).toHaveLength(4_096);
		answer = (_request, response) => response.end('x'.repeat(4_097));
		expect(await codeOf(ask())).toBe('answer-too-long');
		answer = (_request, response) => {
			const drip = setInterval(() => response.write('x'.repeat(1_000)), 1);
			response.on('close', () => clearInterval(drip));
		};
		expect(await codeOf(ask())).toBe('answer-too-long');
		answer = (_request, response) => response.setHeader('x-long', 'x'.repeat(100_000)).end();
		expect(await codeOf(ask())).toBe('connection-lost');
	});

	it('silence is over in time, before and after the connection stands, and in the middle of an answer', async () => {
		answer = () => {};
		expect(await codeOf(ask({}, { answerWithin: 200 }))).toBe('timeout');
		answer = (_request, response) => void response.write('half');
		expect(await codeOf(ask({}, { answerWithin: 200 }))).toBe('timeout');
		const silent = createTcpServer(() => {}).listen(0, '127.0.0.1');
		await new Promise((resolve) => silent.once('listening', resolve));
		const url = `https://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
		expect(await codeOf(ask({ url }, { answerWithin: 200 }))).toBe('timeout');
		silent.close();
	});

	it('an answer that breaks off, or is no HTTP, is none', async () => {
		answer = (_request, response) => {
			response.writeHead(200, { 'content-length': '100' });
			response.write('half', () => response.destroy());
		};
		expect(await codeOf(ask())).toBe('connection-lost');
		answer = (request) => request.socket.end('* OK IMAP4rev1 ready\r\n');
		expect(await codeOf(ask())).toBe('connection-lost');
	});

	it('goes through the guard, over TLS, or not at all', async () => {
		expect(await codeOf(ask({}, {}, { kind: 'real', allowedPrivateHosts: [] }))).toBe('host-refused');
		expect(await codeOf(ask({}, {}, { kind: 'real', allowedPrivateHosts: ['127.0.0.1'] }))).toBe(
			'tls-certificate',
		);
		expect(await codeOf(ask({ url: origin.replace('https', 'http') }))).toBe('host-refused');
		expect(await codeOf(ask({ url: 'https://' }))).toBe('host-refused');
		expect(await codeOf(ask({ url: 'https://does-not-exist.invalid/' }))).toMatch(/^dns-/);
		expect(asked).toEqual([]);
	});

	it('a header that would begin another line is refused before anything is asked', async () => {
		expect(await codeOf(ask({ headers: { 'x-given': 'a\r\nx-more: b' } }))).toBe('connection-lost');
		expect(asked).toEqual([]);
	});
});
