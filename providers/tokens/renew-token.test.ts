import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { issueTestCertificate } from '#tests/crash/test-authority.ts';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { startTokenServer, type TokenReply, type TokenServer } from '#tests/environment/token-server.ts';
import { renewToken } from './renew-token.ts';
import type { TokenProvider } from './token-providers.ts';

const LIMITS = { answerWithin: LONGEST_WAIT, answerAtMost: 4_096 };
let server: TokenServer;
let policy: NetworkPolicy;

beforeAll(async () => {
	const certificate = await issueTestCertificate();
	server = await startTokenServer(certificate);
	policy = { kind: 'real', allowedPrivateHosts: ['127.0.0.1'], authorities: [certificate.authority] };
});
afterAll(() => server?.close());
beforeEach(() => server.answer(() => ({ body: { access_token: 'next', expires_in: 3_600 } })));

const renew = (change: Partial<TokenProvider> = {}, limits: Partial<typeof LIMITS> = {}, by = policy) =>
	renewToken({ ...server.provider, ...change }, 'kept', by, { ...LIMITS, ...limits });
const says = (reply: TokenReply) => {
	server.answer(() => reply);
	return renew();
};

describe('renewToken', () => {
	it('asks as RFC 6749 says, once, and takes a new refresh token where one comes', async () => {
		const before = server.asked.length;
		const answer = await renew();
		expect(answer).toMatchObject({ kind: 'renewed', accessToken: 'next', refreshToken: undefined });
		expect(answer.kind === 'renewed' && answer.holds).toBeLessThanOrEqual(3_600_000);
		expect(server.asked.slice(before).map((form) => Object.fromEntries(form))).toEqual([
			{
				grant_type: 'refresh_token',
				refresh_token: 'kept',
				client_id: 'refrain',
				client_secret: 'of-the-installation',
			},
		]);
		expect(
			await says({ body: { access_token: 'next', expires_in: '60', refresh_token: 'rotated' } }),
		).toMatchObject({ kind: 'renewed', refreshToken: 'rotated' });
	});

	it('a public client has no secret', async () => {
		await renew({ clientSecret: undefined });
		expect(server.asked.at(-1)!.has('client_secret')).toBe(false);
	});

	it.each<[string, TokenReply, object]>([
		['invalid_grant', { status: 400, body: { error: 'invalid_grant' } }, { kind: 'refused' }],
		['invalid_grant by 401', { status: 401, body: { error: 'invalid_grant' } }, { kind: 'refused' }],
		[
			'a fault of our own',
			{ status: 401, body: { error: 'invalid_client', error_description: 'camille' } },
			{ kind: 'unavailable', code: 'invalid_client' },
		],
		[
			'invalid_grant by a 500',
			{ status: 500, body: { error: 'invalid_grant' } },
			{ kind: 'unavailable', code: 'http-500' },
		],
		[
			'words of its own',
			{ status: 400, body: { error: 'camille@a.example' } },
			{ kind: 'unavailable', code: 'http-400' },
		],
		[
			'a page of a proxy',
			{ status: 400, body: '<html>invalid_grant</html>' },
			{ kind: 'unavailable', code: 'http-400' },
		],
		['no token', { body: { token: 'x' } }, { kind: 'unavailable', code: 'answer-unreadable' }],
		['null', { body: 'null' }, { kind: 'unavailable', code: 'answer-unreadable' }],
		[
			'a token that would end the line of a login',
			{ body: { access_token: 'a\r\nQUIT', expires_in: 60 } },
			{ kind: 'unavailable', code: 'answer-unreadable' },
		],
		[
			'a time that is none',
			{ body: { access_token: 'a', expires_in: 'soon' } },
			{ kind: 'renewed', accessToken: 'a' },
		],
		[
			'a redirect, which is not followed',
			{ status: 302, body: '', headers: { location: 'https://127.0.0.1/elsewhere' } },
			{ kind: 'unavailable', code: 'http-302' },
		],
		['too much', { body: 'x'.repeat(10_000) }, { kind: 'unavailable', code: 'answer-too-long' }],
	])('%s', async (_, reply, expected) => {
		expect(await says(reply)).toMatchObject(expected);
	});

	it('silence is over in time, before and after the connection stands', async () => {
		server.answer(() => undefined);
		expect(await renew({}, { answerWithin: 300 })).toEqual({ kind: 'unavailable', code: 'timeout' });
		const silent = createTcpServer(() => {}).listen(0, '127.0.0.1');
		await new Promise((resolve) => silent.once('listening', resolve));
		const tokenUrl = `https://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
		const { kind } = await renew({ tokenUrl }, { answerWithin: 300 });
		expect(kind).toBe('unavailable');
		silent.close();
	});

	it('goes through the guard, over TLS, or not at all', async () => {
		const closed: NetworkPolicy = { ...policy, kind: 'real', allowedPrivateHosts: [] };
		expect(await renew({}, {}, closed)).toEqual({ kind: 'unavailable', code: 'host-refused' });
		const stranger: NetworkPolicy = { kind: 'real', allowedPrivateHosts: ['127.0.0.1'] };
		expect(await renew({}, {}, stranger)).toEqual({ kind: 'unavailable', code: 'tls-certificate' });
		const before = server.asked.length;
		const clear = server.provider.tokenUrl.replace('https', 'http');
		expect(await renew({ tokenUrl: clear })).toEqual({ kind: 'unavailable', code: 'host-refused' });
		expect(server.asked).toHaveLength(before);
	});
});
