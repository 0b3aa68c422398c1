import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { Unanswered } from './ask-guarded.ts';
import { askStatus } from './ask-status.ts';
import type { NetworkPolicy } from './network-policy.ts';

let server: Server;
let origin: string;
let asked: string[];
const policy: NetworkPolicy = { kind: 'real', allowedPrivateHosts: ['127.0.0.1'] };

beforeAll(async () => {
	server = createServer((request, response) => {
		const { method, url = '' } = request;
		asked.push(`${method} ${url}`);
		if (url === '/silent') return;
		const [, kind, rest] = /^\/(\w+)\/?(.*)/.exec(url) ?? [];
		if (kind === 'moved') response.writeHead(302, { location: decodeURIComponent(rest ?? '') });
		else if (kind === 'headless') response.writeHead(method === 'HEAD' ? 405 : 200);
		else response.writeHead(Number(kind));
		response.end();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
	server.closeAllConnections();
	server.close();
});
beforeEach(() => {
	asked = [];
});

const ask = (path: string, limits = {}, by = policy) =>
	askStatus(new URL(path, origin).href, by, { answerWithin: LONGEST_WAIT, redirectsAtMost: 3, ...limits });
const codeOf = (asking: Promise<number>) =>
	asking.then(
		(status) => `answered ${status}`,
		(error: unknown) => (error instanceof Unanswered ? error.code : String(error)),
	);

describe('askStatus', () => {
	it('asks for the head of a page, and for the page where the head is refused', async () => {
		expect(await ask('/200')).toBe(200);
		expect(await ask('/404')).toBe(404);
		expect(await ask('/headless')).toBe(200);
		expect(asked).toEqual(['HEAD /200', 'HEAD /404', 'GET /404', 'HEAD /headless', 'GET /headless']);
	});

	it('follows a page that moved, as often as it may', async () => {
		expect(await ask(`/moved/${encodeURIComponent('/404')}`)).toBe(404);
		const twice = `/moved/${encodeURIComponent(`/moved/${encodeURIComponent('/200')}`)}`;
		expect(await ask(twice)).toBe(200);
		expect(await ask(twice, { redirectsAtMost: 1 })).toBe(302);
	});

	it('goes nowhere private, also where a page sends it there', async () => {
		const strict: NetworkPolicy = { kind: 'real', allowedPrivateHosts: [] };
		expect(await codeOf(ask('/200', {}, strict))).toBe('host-refused');
		expect(await codeOf(ask(`/moved/${encodeURIComponent('http://169.254.169.254/latest')}`))).toBe(
			'host-refused',
		);
		expect(await codeOf(ask(`/moved/${encodeURIComponent('file:///etc/passwd')}`))).toBe('host-refused');
		expect(asked.filter((question) => question.includes('/200'))).toEqual([]);
	});

	it('waits for no answer longer than it may', async () => {
		expect(await codeOf(ask('/silent', { answerWithin: 50 }))).toBe('timeout');
	});

	it('says why nobody answers', async () => {
		const gone = createServer();
		await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
		const { port } = gone.address() as AddressInfo;
		await new Promise((resolve) => gone.close(resolve));
		expect(await codeOf(ask(`http://127.0.0.1:${port}/`))).toBe('tcp-refused');
	});
});
