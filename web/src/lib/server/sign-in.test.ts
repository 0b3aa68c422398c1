import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
	openAuthenticationDatabase,
	type AuthenticationDatabase,
} from '#platform/authentication/authentication-database.ts';
import { createAuthentication } from '#platform/authentication/authentication.ts';
import { createSignIn } from '#platform/authentication/create-sign-in.ts';
import { createKnownDevices } from '#platform/authentication/known-device.ts';
import { createSignInLimit } from '#platform/authentication/sign-in-limit.ts';
import { parseConfig } from '#platform/config.ts';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { signIn, type SessionCookie, type SignInOutcome } from './sign-in.ts';

const PASSWORD = 'un mot de passe long';
const masterKey = randomBytes(32);
const publicUrl = 'http://127.0.0.1:3999';

let home: TestDatabase;
let database: AuthenticationDatabase;
let services: Parameters<typeof signIn>[0];

beforeAll(async () => {
	home = await createTestDatabase();
	database = openAuthenticationDatabase(home.url);
	services = {
		config: parseConfig({
			DATABASE_URL: home.url,
			TEMPORAL_ADDRESS: '127.0.0.1:1',
			REFRAIN_MASTER_KEY: masterKey.toString('base64'),
			REFRAIN_PUBLIC_URL: publicUrl,
		}),
		authentication: createAuthentication({ database, masterKey, publicUrl }),
		signInLimit: createSignInLimit(database),
		knownDevices: createKnownDevices(masterKey),
	};
});
afterAll(async () => {
	await database.$disconnect();
	await home.drop();
});

async function somebody(): Promise<string> {
	const email = `${randomUUID()}@cadrelune.example`;
	await createSignIn(services.authentication, {
		userId: randomUUID(),
		subscriptionId: randomUUID(),
		email,
		name: 'Camille Aubrelle',
		password: PASSWORD,
	});
	return email;
}

function attempt(
	email: string,
	password: string,
	clientAddress: string,
	cookies: SessionCookie[] = [],
): Promise<SignInOutcome> {
	return signIn(services, {
		email,
		password,
		clientAddress,
		userAgent: null,
		cookie: (name) => cookies.find((cookie) => cookie.name === name)?.value,
	});
}

it('lets thirty people of one office in, one after the other', async () => {
	const email = await somebody();
	for (let n = 0; n < 30; n++) {
		expect((await attempt(email, PASSWORD, '192.0.2.10')).kind).toBe('signed-in');
	}
});

it('keeps nobody out whom a stranger elsewhere guesses at', async () => {
	const email = await somebody();
	for (let n = 0; n < 5; n++) expect((await attempt(email, 'faux', '192.0.2.11')).kind).toBe('refused');
	const stranger = await attempt(email, PASSWORD, '192.0.2.11');
	expect(stranger).toMatchObject({ kind: 'too-many' });
	expect((await attempt(email, PASSWORD, '192.0.2.12')).kind).toBe('signed-in');
});

it('looks at five of sixty passwords that come at the same time', async () => {
	const email = await somebody();
	const outcomes = await Promise.all(Array.from({ length: 60 }, () => attempt(email, 'faux', '192.0.2.13')));
	expect(outcomes.filter(({ kind }) => kind === 'refused')).toHaveLength(5);
	expect(outcomes.filter(({ kind }) => kind === 'too-many')).toHaveLength(55);
});

it('lets the owner’s own device in while somebody guesses behind the same address', async () => {
	const email = await somebody();
	const before = await attempt(email, PASSWORD, '192.0.2.14');
	if (before.kind !== 'signed-in') throw new Error('the owner was refused');
	for (let n = 0; n < 6; n++) await attempt(email, 'faux', '192.0.2.14');
	expect((await attempt(email, PASSWORD, '192.0.2.14')).kind).toBe('too-many');
	expect((await attempt(email, PASSWORD, '192.0.2.14', before.cookies)).kind).toBe('signed-in');
});

it('counts nothing against anybody while passwords cannot be checked', async () => {
	const email = await somebody();
	const failing = {
		...services,
		authentication: {
			...services.authentication,
			handler: async () => new Response(null, { status: 500 }),
		},
	};
	const given = {
		email,
		password: PASSWORD,
		clientAddress: '192.0.2.15',
		userAgent: null,
		cookie: () => undefined,
	};
	for (let n = 0; n < 8; n++) await expect(signIn(failing, given)).rejects.toThrow(/500/);
	expect((await signIn(services, given)).kind).toBe('signed-in');
});
