import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthentication } from '#platform/authentication/authentication.ts';
import {
	openAuthenticationDatabase,
	type AuthenticationDatabase,
} from '#platform/authentication/authentication-database.ts';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { acceptInvitation } from './accept-invitation.ts';
import type { Actor } from '#domain/values/actor.ts';
import { changeLicence } from './change-licence.ts';
import { foundSubscription, isFoundingLinkOpen } from './found-subscription.ts';
import { inviteColleague } from './invite-colleague.ts';
import { openFoundingLink, prepareInstallation } from './prepare-installation.ts';
import { readInvitation } from './read-invitation.ts';
import type { SignInRoom } from './sign-in-of-user.ts';
import { withdrawInvitation } from './withdraw-invitation.ts';

let testDatabase: TestDatabase;
let authenticationDatabase: AuthenticationDatabase;
let room: SignInRoom & { database: Database };

beforeAll(async () => {
	testDatabase = await createTestDatabase();
	authenticationDatabase = openAuthenticationDatabase(testDatabase.url);
	room = {
		database: openDatabase({ url: testDatabase.url, name: 'test' }),
		authenticationDatabase,
		authentication: createAuthentication({
			database: authenticationDatabase,
			masterKey: randomBytes(32),
			publicUrl: 'http://localhost:3000',
		}),
	};
	await prepareInstallation(testDatabase.url, { publicUrl: 'http://localhost:3000', sandbox: false });
});

afterAll(async () => {
	await room.database.close();
	await authenticationDatabase.$disconnect();
	await testDatabase.drop();
});

const founder = {
	subscriptionName: 'Cadrelune',
	email: 'ines.morvallon@cadrelune.example',
	firstName: 'Inès',
	lastName: 'Morvallon',
	password: 'demonstration',
	language: 'fr' as const,
};
const now = () => new Date();
const later = (days: number) => new Date(Date.now() + days * 86_400_000);
let ines: Actor;

async function signs(email: string): Promise<string | null> {
	return (await authenticationDatabase.user.findFirst({ where: { email } }))?.subscriptionId ?? null;
}

describe('the installation', () => {
	const address = async () =>
		(await room.database.inInstallation(({ db }) => db.installation.findFirst()))?.publicUrl;
	const start = (publicUrl: string, oneMachine: boolean) =>
		prepareInstallation(testDatabase.url, { publicUrl, sandbox: false, oneMachine });

	it('keeps its first public address, which tells a copy apart; on one machine it takes what a start says', async () => {
		await start('https://refrain.example', false);
		expect(await address()).toBe('http://localhost:3000');
		await start('https://refrain.example', true);
		expect(await address()).toBe('https://refrain.example');
	});
});

describe('the founding link', () => {
	it('is a fresh one at each start, until somebody has used one', async () => {
		const first = await openFoundingLink(testDatabase.url);
		const second = await openFoundingLink(testDatabase.url);
		const tokenOf = (path: string | undefined) => path!.replace('/found/', '');
		expect(await isFoundingLinkOpen(room.database, tokenOf(first))).toBe(false);
		expect(await isFoundingLinkOpen(room.database, tokenOf(second))).toBe(true);

		const token = tokenOf(second);
		const failing: SignInRoom = {
			...room,
			authentication: { $context: Promise.reject(new Error('cut')) } as never,
		};
		failing.authentication.$context.catch(() => {});
		await expect(foundSubscription({ ...room, ...failing }, { token, ...founder })).rejects.toThrow('cut');
		// The try that was cut is finished by the next one, and founds nothing twice.
		expect(await foundSubscription(room, { token, ...founder })).toEqual({ email: founder.email });
		const subscriptionId = (await signs(founder.email))!;
		await room.database.inSubscription(subscriptionId, async ({ db }) => {
			expect(await db.subscription.count()).toBe(1);
			const [user, ...others] = await db.user.findMany();
			expect(others).toEqual([]);
			expect(user).toMatchObject({ licence: 'responsable', firstName: 'Inès' });
			ines = { subscriptionId, userId: user!.id, licence: 'responsable' };
			expect(await db.closedDay.count()).toBe(66);
		});

		await expect(foundSubscription(room, { token, ...founder })).rejects.toThrow('link-over');
		await expect(foundSubscription(room, { token, ...founder, email: 'x@y.example' })).rejects.toThrow(
			'link-over',
		);
		expect(await isFoundingLinkOpen(room.database, token)).toBe(false);
		expect(await openFoundingLink(testDatabase.url)).toBeUndefined();
	});

	it('opens nothing where it was made up', async () => {
		await expect(foundSubscription(room, { token: 'made-up', ...founder })).rejects.toThrow('link-over');
	});
});

describe('an invitation', () => {
	const invite = (email: string, licence: 'responsable' | 'utilisateur' = 'utilisateur') =>
		room.database.inSubscription(ines.subscriptionId, (tx) =>
			inviteColleague(tx, ines, { email, firstName: 'Camille', lastName: 'Aubrelle', licence }, now()),
		);
	const accept = (token: string, at = now()) =>
		acceptInvitation(
			room,
			{ token, firstName: 'Camille', lastName: 'Aubrelle', password: 'demonstration', language: 'en' },
			at,
		);

	it('lets a colleague in, with the licence it names, once', async () => {
		const { token } = await invite('camille@cadrelune.example');
		expect(await readInvitation(room, token, now())).toMatchObject({
			subscriptionName: 'Cadrelune',
			email: 'camille@cadrelune.example',
			licence: 'utilisateur',
		});
		expect(await accept(token)).toEqual({ email: 'camille@cadrelune.example' });
		expect(await signs('camille@cadrelune.example')).toBe(ines.subscriptionId);
		await expect(readInvitation(room, token, now())).rejects.toThrow('link-over');
		await expect(accept(token)).rejects.toThrow('link-over');
		await expect(invite('camille@cadrelune.example')).rejects.toThrow('address-taken');
	});

	it('stays open where the try that accepted it was cut before the sign-in', async () => {
		const { token } = await invite('mehdi@cadrelune.example');
		const cut = { $context: Promise.reject(new Error('cut')) } as never as SignInRoom['authentication'];
		cut.$context.catch(() => {});
		const person = {
			firstName: 'Mehdi',
			lastName: 'Sorel',
			password: 'demonstration',
			language: 'fr',
		} as const;
		await expect(
			acceptInvitation({ ...room, authentication: cut }, { token, ...person }, now()),
		).rejects.toThrow('cut');
		expect(await readInvitation(room, token, now())).toMatchObject({ firstName: 'Camille' });
		expect(await accept(token)).toEqual({ email: 'mehdi@cadrelune.example' });
	});

	it('ends after seven days, when it is taken back, and when it is sent anew', async () => {
		const old = await invite('karim@cadrelune.example');
		await expect(accept(old.token, later(8))).rejects.toThrow('link-over');
		const anew = await invite('karim@cadrelune.example');
		await expect(accept(old.token)).rejects.toThrow('link-over');
		await room.database.inSubscription(ines.subscriptionId, (tx) => withdrawInvitation(tx, anew.id));
		await expect(accept(anew.token)).rejects.toThrow('link-over');
		expect(await signs('karim@cadrelune.example')).toBeNull();
	});

	it('refuses an address that signs in to another subscription, and leaves nobody behind', async () => {
		const other = randomUUID();
		await room.database.inSubscription(other, async (tx) => {
			await tx.db.subscription.create({ data: { id: other, name: 'Orgevane' } });
			await tx.db.user.create({
				data: {
					subscriptionId: other,
					email: 'lucie@orgevane.example',
					firstName: 'L',
					lastName: 'V',
					licence: 'responsable',
				},
			});
		});
		const { token } = await invite('lucie@orgevane.example');
		await expect(accept(token)).rejects.toThrow('address-taken');
		await room.database.inSubscription(ines.subscriptionId, async ({ db }) => {
			expect(await db.user.count({ where: { email: 'lucie@orgevane.example' } })).toBe(0);
		});
	});
});

describe('the last responsable', () => {
	it('cannot step down', async () => {
		const change = (licence: 'responsable' | 'utilisateur') =>
			room.database.inSubscription(ines.subscriptionId, (tx) =>
				changeLicence(tx, { userId: ines.userId, licence }),
			);
		await expect(change('utilisateur')).rejects.toThrow('last-responsable');
		await expect(change('responsable')).resolves.toBeUndefined();
	});
});
