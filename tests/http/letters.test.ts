/** Images and links of letters over HTTP: who may bring one, what is taken, who gets it, and that nobody asks our own network. */
import superjson from 'superjson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IMAGE_LIMITS } from '#domain/newsletters/content/images/image-limits.ts';
import { letterSchema, USUAL_COLOURS } from '#domain/newsletters/content/letter.ts';
import { openAuthenticationDatabase } from '#platform/authentication/authentication-database.ts';
import { createAuthentication } from '#platform/authentication/authentication.ts';
import { createSignIn } from '#platform/authentication/create-sign-in.ts';
import { startWebServer, type WebServer } from '#tests/environment/web-server.ts';
import { openPopulatedDatabase, type PopulatedDatabase } from '#tests/rights/populated-database.ts';

const PASSWORD = 'un mot de passe long';
const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
	'base64',
);

let populated: PopulatedDatabase;
let web: WebServer;
const cookies: Record<'responsable' | 'utilisateur', string> = { responsable: '', utilisateur: '' };

beforeAll(async () => {
	populated = await openPopulatedDatabase();
	const { home, masterKey } = populated;
	const ours = await populated.populate();
	const signIns = openAuthenticationDatabase(home.url);
	const publicUrl = 'http://127.0.0.1:1';
	const authentication = createAuthentication({ database: signIns, masterKey, publicUrl });
	const { subscriptionId } = ours;
	for (const licence of ['responsable', 'utilisateur'] as const)
		await createSignIn(authentication, {
			...{ userId: ours[licence].userId, subscriptionId, email: `${licence}@sign-in.example` },
			...{ name: licence, password: PASSWORD },
		});
	await signIns.$disconnect();
	web = await startWebServer(home, masterKey);
	for (const licence of ['responsable', 'utilisateur'] as const) cookies[licence] = await signIn(licence);
}, 300_000);
afterAll(async () => {
	await web?.stop();
	await populated?.close();
});

async function signIn(licence: string): Promise<string> {
	const answer = await fetch(`${web.address}/sign-in?/signIn`, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: web.address, accept: 'text/html' },
		body: new URLSearchParams({ email: `${licence}@sign-in.example`, password: PASSWORD }),
	});
	const set = answer.headers.getSetCookie().map((one) => one.split(';')[0]);
	return set.join('; ');
}

const bring = (content: Buffer, cookie = cookies.responsable, headers: Record<string, string> = {}) =>
	fetch(`${web.address}/i`, {
		method: 'POST',
		headers: { cookie, origin: web.address, 'x-title': encodeURIComponent('L’arrêt annuel.png'), ...headers },
		body: new Uint8Array(content),
	});

describe('an image of a letter', () => {
	it('is brought by whoever writes a newsletter and served to anybody, as an image and nothing that runs', async () => {
		const answer = await bring(PNG);
		expect(answer.status).toBe(200);
		const kept = (await answer.json()) as { file: string; title: string };
		expect(kept).toMatchObject({ title: 'L’arrêt annuel.png', pixelWidth: 1, pixelHeight: 1 });
		const served = await fetch(`${web.address}/i/${kept.file}`);
		expect(Buffer.from(await served.arrayBuffer()).equals(PNG)).toBe(true);
		const { headers } = served;
		expect(headers.get('content-type')).toBe('image/png');
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('content-security-policy')).toContain('sandbox');
		expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
		expect(headers.get('cache-control')).toContain('immutable');
		expect(headers.get('set-cookie')).toBeNull();
		const again = await bring(PNG, cookies.utilisateur);
		expect(((await again.json()) as { file: string }).file).toBe(kept.file);
	});

	it('is refused with one sentence to whoever may not, from another site, too large, or no image', async () => {
		expect((await bring(PNG, '')).status).toBe(401);
		const foreign = await bring(PNG, cookies.responsable, {
			...{ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
		});
		expect(foreign.status).toBe(403);
		const large = await bring(Buffer.concat([PNG, Buffer.alloc(IMAGE_LIMITS.bytes)]));
		expect(large.status).toBe(413);
		expect((await large.json()) as object).toMatchObject({ code: 'image-too-large' });
		const page = await bring(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
		expect(page.status).toBe(422);
		expect((await page.json()) as object).toMatchObject({ code: 'image-kind' });
		expect((await bring(PNG, cookies.responsable, { 'x-title': '%E0%A4%A' })).status).toBe(400);
	});

	it('that nobody brought is none, and that is kept nowhere', async () => {
		for (const name of [`${'a'.repeat(26)}.png`, 'x', '..%2f..%2fetc%2fpasswd']) {
			const answer = await fetch(`${web.address}/i/${name}`);
			expect(answer.status, name).toBe(404);
			expect(answer.headers.get('cache-control')).toContain('no-store');
		}
	});
});

it('links of a letter are asked through the guard, and their answers are kept', async () => {
	const inside = `${web.address}/`;
	const letter = letterSchema.parse({
		...{ type: 'doc', attrs: USUAL_COLOURS },
		content: [
			{
				type: 'paragraph',
				content: [{ type: 'text', text: 'ici', marks: [{ type: 'link', attrs: { href: inside } }] }],
			},
		],
	});
	const ask = async (cookie: string, again: boolean) => {
		const answer = await fetch(`${web.address}/trpc/letters.askLinks`, {
			method: 'POST',
			headers: { cookie, 'content-type': 'application/json' },
			body: superjson.stringify({ letter, again }),
		});
		const body = (await answer.json()) as { result?: { data: never } };
		return { status: answer.status, links: body.result && superjson.deserialize<object[]>(body.result.data) };
	};
	const asked = await ask(cookies.responsable, true);
	expect(asked.status).toBe(200);
	expect(asked.links).toMatchObject([{ url: inside, outcome: 'dead', answer: 'host-refused' }]);
	expect((await ask(cookies.responsable, false)).links).toEqual(asked.links);
	expect((await ask(cookies.utilisateur, false)).links).toEqual(asked.links);
	expect((await ask('', true)).status).toBe(401);
});
