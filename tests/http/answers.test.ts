/** What the web process answers over HTTP: headers, compression, requests of other sites, streams and their sessions. */
import superjson from 'superjson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	openAuthenticationDatabase,
	type AuthenticationDatabase,
} from '#platform/authentication/authentication-database.ts';
import { createAuthentication } from '#platform/authentication/authentication.ts';
import { createSignIn } from '#platform/authentication/create-sign-in.ts';
import { startWebServer, type WebServer } from '#tests/environment/web-server.ts';
import type { Populated } from '#tests/rights/populate.ts';
import { openPopulatedDatabase, type PopulatedDatabase } from '#tests/rights/populated-database.ts';

const PASSWORD = 'un mot de passe long';
const EMAIL = 'camille@sign-in.example';

let populated: PopulatedDatabase;
let authenticationDatabase: AuthenticationDatabase;
let web: WebServer;
let ours: Populated;
/** Of a signed-in person. */
let cookie: string;

beforeAll(async () => {
	populated = await openPopulatedDatabase();
	authenticationDatabase = openAuthenticationDatabase(populated.home.url);
	ours = await populated.populate();
	const authentication = createAuthentication({
		database: authenticationDatabase,
		masterKey: populated.masterKey,
		publicUrl: 'http://127.0.0.1:1',
	});
	await createSignIn(authentication, {
		userId: ours.responsable.userId,
		subscriptionId: ours.subscriptionId,
		email: EMAIL,
		name: 'Camille Aubrelle',
		password: PASSWORD,
	});
	web = await startWebServer(populated.home, populated.masterKey);
	cookie = await signIn();
}, 300_000);
afterAll(async () => {
	await web?.stop();
	await authenticationDatabase?.$disconnect();
	await populated?.close();
});

async function signIn(): Promise<string> {
	const answer = await fetch(`${web.address}/sign-in?/signIn`, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: web.address, accept: 'text/html' },
		body: new URLSearchParams({ email: EMAIL, password: PASSWORD }),
	});
	expect(answer.status).toBe(303);
	return answer.headers
		.getSetCookie()
		.map((one) => one.split(';')[0])
		.join('; ');
}

const get = (path: string, headers: Record<string, string> = {}) =>
	fetch(web.address + path, { redirect: 'manual', headers: { cookie, ...headers } });
const post = (procedure: string, input: unknown, headers: Record<string, string> = {}) =>
	fetch(`${web.address}/trpc/${procedure}`, {
		method: 'POST',
		headers: { cookie, 'content-type': 'application/json', ...headers },
		body: superjson.stringify(input),
	});

describe('headers', () => {
	it('keep what is personal nowhere, on pages, data, redirections and refusals', async () => {
		for (const path of ['/companies', '/companies/__data.json', '/', '/nowhere', '/trpc/frame.readCounts']) {
			const { headers } = await get(path);
			expect([path, headers.get('cache-control')]).toEqual([path, 'private, no-store']);
			expect(headers.get('x-content-type-options')).toBe('nosniff');
			expect(headers.get('referrer-policy')).toBe('same-origin');
			expect(headers.get('strict-transport-security')).toBeNull();
		}
		const stranger = await fetch(`${web.address}/companies`, { redirect: 'manual' });
		expect(stranger.status).toBe(303);
		expect(stranger.headers.get('cache-control')).toBe('private, no-store');
	});

	it('keep files for ever where their name changes with them, and let none be guessed at', async () => {
		const page = await (await get('/companies')).text();
		const script = /\/_app\/immutable\/[\w./-]+\.js/.exec(page)![0];
		const hashed = await fetch(web.address + script, { headers: { 'accept-encoding': 'br' } });
		expect(hashed.headers.get('cache-control')).toMatch(/max-age=31536000,\s*immutable/);
		expect(hashed.headers.get('content-encoding')).toBe('br');
		expect(hashed.headers.get('x-content-type-options')).toBe('nosniff');
		const icon = await fetch(`${web.address}/icon.svg`);
		expect(icon.headers.get('cache-control')).toBe('public, no-cache');
		expect(icon.headers.get('x-content-type-options')).toBe('nosniff');
	});

	it('let scripts in by a nonce of the page, or as files of this server, and no frame around it', async () => {
		const answer = await get('/companies');
		const policy = answer.headers.get('content-security-policy')!;
		const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)![1]!;
		expect(policy).toContain("frame-ancestors 'none'");
		expect(policy).not.toMatch(/script-src[^;]*unsafe/);
		const page = await answer.text();
		for (const [tag] of page.matchAll(/<script\b[^>]*>/g))
			if (!/ src="\.{0,2}\/[\w.-]+\.js"/.test(tag)) expect(tag).toContain(`nonce="${nonce}"`);
		const next = (await get('/companies')).headers.get('content-security-policy')!;
		expect(next).not.toContain(nonce);
	});

	it('insist on https where the public address is https', async () => {
		const secure = await startWebServer(populated.home, populated.masterKey, 'https');
		try {
			for (const path of ['/sign-in', '/icon.svg', '/trpc/frame.readCounts']) {
				const { headers } = await fetch(secure.address + path);
				expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
			}
		} finally {
			await secure.stop();
		}
	});
});

it('gives a device that signed in a proof that no script reads and no other site sends', async () => {
	const answer = await fetch(`${web.address}/sign-in?/signIn`, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: web.address, accept: 'text/html' },
		body: new URLSearchParams({ email: EMAIL, password: PASSWORD }),
	});
	const proof = answer.headers.getSetCookie().find((one) => one.startsWith('refrain.device.'));
	expect(proof).toMatch(/HttpOnly/);
	expect(proof).toMatch(/SameSite=Lax/);
	expect(proof).not.toContain(EMAIL);
	// It opens nothing by itself.
	const alone = await fetch(`${web.address}/companies`, {
		redirect: 'manual',
		headers: { cookie: proof!.split(';')[0]! },
	});
	expect(alone.status).toBe(303);
});

it('compresses pages and their data', async () => {
	for (const path of ['/companies', '/companies/__data.json']) {
		const plain = await get(path, { 'accept-encoding': 'identity' });
		const small = await get(path, { 'accept-encoding': 'gzip, br' });
		expect([path, small.headers.get('content-encoding')]).toEqual([path, 'br']);
		expect(plain.headers.get('content-encoding')).toBeNull();
		expect(Number(small.headers.get('content-length'))).toBeLessThan((await plain.text()).length * 0.7);
	}
});

describe('a request that another site made', () => {
	const note = () => ({ companyId: ours.companyId, text: 'Depuis ailleurs' });
	const notes = () =>
		populated.database.inSubscription(ours.subscriptionId, ({ db }) =>
			db.note.count({ where: { text: 'Depuis ailleurs' } }),
		);

	it.each([
		[{ origin: 'https://elsewhere.example' }],
		[{ origin: 'null' }],
		[{ 'sec-fetch-site': 'cross-site' }],
	])('is refused with one sentence and changes nothing: %j', async (headers) => {
		const answer = await post('notes.writeNote', note(), { ...headers, 'accept-language': 'en' });
		expect(answer.status).toBe(403);
		expect(await answer.text()).toMatch(/^Another site made this request/);
		expect(await notes()).toBe(0);
	});

	it('is none where our own page made it', async () => {
		const own = { origin: web.address, 'sec-fetch-site': 'same-origin' };
		expect((await post('notes.writeNote', note(), own)).status).toBe(200);
		expect(await notes()).toBe(1);
	});
});

describe('what cannot be taken', () => {
	it.each(['/%09…', '/%0d%0aset-cookie:a=b', '//elsewhere.example', '/..//elsewhere.example', '%00'])(
		'is no place to go after signing in: %s',
		async (to) => {
			const answer = await get(`/sign-in?to=${to}`);
			expect(answer.status).toBe(303);
			expect(answer.headers.get('location')).toBe('/');
		},
	);

	it('is a body of more than 4 MB, which has its own sentence', async () => {
		const large = { html: 'a'.repeat(4.5 * 1024 * 1024) };
		const answer = await post('profile.changeSignature', large, { origin: web.address });
		expect(answer.status).toBe(413);
		const { error } = (await answer.json()) as {
			error: { json: { message: string; data: { refusal: string } } };
		};
		expect(error.json.data.refusal).toBe('too-large');
		expect(error.json.message).toMatch(/4\sMo au plus/);

		const form = await fetch(`${web.address}/sign-in?/signIn`, {
			method: 'POST',
			headers: { origin: web.address, accept: 'application/json' },
			body: new URLSearchParams({ email: 'a'.repeat(4.5 * 1024 * 1024), password: 'x' }),
		});
		expect(form.status).toBe(413);
		expect(await form.text()).toMatch(/4\sMo au plus/);
	});

	it('is a NUL, which finds nothing and breaks nothing', async () => {
		for (const path of ['/companies?search=a%00b', '/contacts?search=%00']) {
			expect([path, (await get(path)).status]).toEqual([path, 200]);
		}
		const forged = Buffer.from(JSON.stringify(['a\0', ours.companyId])).toString('base64url');
		const input = superjson.stringify({ cursor: forged });
		const listed = await get(`/trpc/companies.listCompanies?input=${encodeURIComponent(input)}`);
		expect(listed.status).toBe(200);
		const revoked = await post('profile.revokeSession', { sessionId: 'a\0b' });
		expect(revoked.status).toBe(404);
	});
});

describe('the live stream', () => {
	const leave = new AbortController();
	afterAll(() => leave.abort());

	async function follow(own: string) {
		const headers = { cookie: own, 'accept-encoding': 'gzip, br' };
		const answer = await fetch(`${web.address}/trpc/live.followChanges`, { headers, signal: leave.signal });
		expect(answer.status).toBe(200);
		const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
		const first = (await reader.read()).value!;
		/** The rest, once the server has ended it. */
		const rest = async () => {
			let heard = '';
			for (;;) {
				const { done, value } = await reader.read();
				if (done) return heard;
				heard += value;
			}
		};
		return { headers: answer.headers, first, rest };
	}

	it('is neither compressed nor kept back', async () => {
		const stream = await follow(cookie);
		expect(stream.headers.get('content-encoding')).toBeNull();
		expect(stream.headers.get('content-type')).toBe('text/event-stream');
		expect(stream.first).toContain('event: connected');
	});

	it('ends when its person signs out, and says why', async () => {
		const own = await signIn();
		const stream = await follow(own);
		const signedOut = await fetch(`${web.address}/sign-out`, {
			method: 'POST',
			redirect: 'manual',
			headers: { cookie: own, origin: web.address },
		});
		expect(signedOut.status).toBe(303);
		expect(await stream.rest()).toMatch(/"kind":"ended","because":"session"/);
		const next = await get('/trpc/live.followChanges', { cookie: own });
		expect(await next.text()).toMatch(/event: serialized-error[\s\S]*not-signed-in/);
	});

	it('ends when its session is revoked elsewhere', async () => {
		const stream = await follow(await signIn());
		expect((await post('profile.revokeOtherSessions', undefined)).status).toBe(200);
		expect(await stream.rest()).toMatch(/"because":"session"/);
	});

	it('makes room for a newer one where a person has twenty', async () => {
		const own = await signIn();
		const streams = [];
		for (let n = 0; n < 22; n++) streams.push(await follow(own));
		expect(await streams[0]!.rest()).toMatch(/"because":"crowded"/);
	});
});
