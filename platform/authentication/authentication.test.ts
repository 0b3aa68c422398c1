import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { isUniqueViolation } from '#platform/database/failures.ts';
import { openAuthenticationDatabase, type AuthenticationDatabase } from './authentication-database.ts';
import { createAuthentication, type Authentication } from './authentication.ts';
import { CLIENT_ADDRESS_HEADER } from './client-address.ts';
import { createSignIn } from './create-sign-in.ts';
import { listSessions, revokeOtherSessions, revokeSession } from './sessions.ts';

const PUBLIC_URL = 'http://127.0.0.1:3999';
const PASSWORD = 'un mot de passe long';

let home: TestDatabase;
let database: AuthenticationDatabase;
let authentication: Authentication;

beforeAll(async () => {
	home = await createTestDatabase();
	database = openAuthenticationDatabase(home.url);
	authentication = createAuthentication({ database, masterKey: randomBytes(32), publicUrl: PUBLIC_URL });
});

afterAll(async () => {
	await database.$disconnect();
	await home.drop();
});

async function person(): Promise<string> {
	const email = `${randomUUID()}@cadrelune.example`;
	await createSignIn(authentication, {
		userId: randomUUID(),
		subscriptionId: randomUUID(),
		email,
		name: 'Camille Aubrelle',
		password: PASSWORD,
	});
	return email;
}

function signIn(email: string, password: string, from = '192.0.2.1'): Promise<Response> {
	return authentication.handler(
		new Request(`${PUBLIC_URL}/api/auth/sign-in/email`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', origin: PUBLIC_URL, [CLIENT_ADDRESS_HEADER]: from },
			body: JSON.stringify({ email, password }),
		}),
	);
}

function cookieOf(response: Response): Headers {
	return new Headers({
		cookie: response.headers
			.getSetCookie()
			.map((one) => one.split(';')[0])
			.join('; '),
	});
}

describe('signing in', () => {
	it('opens a session that carries the product’s user and language', async () => {
		const response = await signIn(await person(), PASSWORD);
		expect(response.status).toBe(200);
		const session = await authentication.api.getSession({ headers: cookieOf(response) });
		expect(session?.user).toMatchObject({ name: 'Camille Aubrelle', language: 'fr' });
		expect(session?.user.userId).toMatch(/^[0-9a-f-]{36}$/);
		expect(session?.user.subscriptionId).toMatch(/^[0-9a-f-]{36}$/);
	});

	it('refuses a wrong password and a stranger', async () => {
		expect((await signIn(await person(), 'un autre mot', '192.0.2.2')).status).toBe(401);
		expect((await signIn('personne@cadrelune.example', PASSWORD, '192.0.2.2')).status).toBe(401);
	});

	it('makes no account from outside', async () => {
		const response = await authentication.handler(
			new Request(`${PUBLIC_URL}/api/auth/sign-up/email`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', origin: PUBLIC_URL },
				body: JSON.stringify({ email: 'x@cadrelune.example', password: PASSWORD, name: 'X' }),
			}),
		);
		expect(response.status).toBe(400);
	});

	it('gives one address to one person only', async () => {
		const email = await person();
		const again = createSignIn(authentication, {
			userId: randomUUID(),
			subscriptionId: null,
			email: email.toUpperCase(),
			name: 'Y',
			password: PASSWORD,
		});
		expect(isUniqueViolation(await again.catch((error: unknown) => error))).toBe(true);
	});
});

describe('sessions', () => {
	it('are listed without their tokens and end at once when they are revoked', async () => {
		const email = await person();
		const phone = cookieOf(await signIn(email, PASSWORD, '192.0.2.5'));
		const desk = cookieOf(await signIn(email, PASSWORD, '192.0.2.5'));
		const here = (await authentication.api.getSession({ headers: desk }))!;
		const list = await listSessions(database, here.user.id, here.session.id);
		expect(list.map((one) => one.current).sort()).toEqual([false, true]);
		expect(JSON.stringify(list)).not.toContain(here.session.token);

		const other = list.find((one) => !one.current)!;
		expect(await revokeSession(database, randomUUID(), other.id)).toBe(false);
		expect(await revokeSession(database, here.user.id, other.id)).toBe(true);
		expect(await authentication.api.getSession({ headers: phone })).toBeNull();
		expect(await authentication.api.getSession({ headers: desk })).not.toBeNull();
	});

	it('can all be revoked but the present one', async () => {
		const email = await person();
		const cookies = [];
		for (let n = 0; n < 3; n++) cookies.push(cookieOf(await signIn(email, PASSWORD, '192.0.2.6')));
		const here = (await authentication.api.getSession({ headers: cookies[2]! }))!;
		expect(await revokeOtherSessions(database, here.user.id, here.session.id)).toBe(2);
		expect(await authentication.api.getSession({ headers: cookies[0]! })).toBeNull();
	});
});

it('reaches nothing outside its own schema', async () => {
	await expect(database.$queryRawUnsafe('SELECT * FROM public.subscription')).rejects.toThrow(
		/permission|42501/,
	);
});
