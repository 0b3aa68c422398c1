/** Two subscriptions in one demonstration world: whatever one of them types, the other's people do not act on it. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
	listReceived,
	makePersonAct,
	readOwnWorld,
	readReceived,
	type WorldRoom,
} from '#domain/demonstration/own-world.ts';
import { openSuppressionKey } from '#domain/suppressions/ask/suppression-key.ts';
import { readFolder, send, type WorldAddress } from '#embedded/world/testing/demo-mailbox.ts';
import { startWorld, type World } from '#embedded/world/world.ts';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { createWorldClient } from '#platform/world/client.ts';
import { CADRELUNE_USERS, ORGEVANE } from '#prisma/demo/subscriptions.ts';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { populate, REFERENCE_SQL } from '#tests/rights/populate.ts';

const OURS = CADRELUNE_USERS.camille.address;
const THEIRS = ORGEVANE.user.address;
/** Stays silent by the data. */
const ELODIE = 'elodie.pastourne@boisnoue.example';

let folder: string;
let world: World;
let servers: WorldAddress;
let home: TestDatabase;
let database: Database;
let ours: WorldRoom;
let theirs: WorldRoom;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'own-world-'));
	world = await startWorld({ folder, onFault: () => {} });
	servers = { ports: world.ports, authority: await readFile(world.authorityFile, 'utf8') };
	home = await createTestDatabase();
	const admin = new pg.Client({ connectionString: home.adminUrl });
	await admin.connect();
	await admin.query(REFERENCE_SQL);
	await admin.end();
	database = openDatabase({ url: home.url, name: 'own-world' });
	const envelopes = createEnvelopes(randomBytes(32));
	await openSuppressionKey(database, envelopes);
	const client = createWorldClient({ url: `http://127.0.0.1:${world.ports.control}`, token: world.token });
	const subscription = async (mailbox: string): Promise<WorldRoom> => {
		const { subscriptionId, freeContactId: contactId } = await populate(database, envelopes);
		// Anybody may type any address into a contact of her own.
		await database.inSubscription(subscriptionId, async ({ db }) => {
			await db.mailbox.updateMany({ data: { address: mailbox } });
			await db.contactAddress.updateMany({ where: { contactId }, data: { address: ELODIE } });
		});
		return { database, world: client, subscriptionId };
	};
	ours = await subscription(OURS);
	theirs = await subscription(THEIRS);
});
afterAll(async () => {
	await database?.close();
	await home?.drop();
	await world?.stop();
	await rm(folder, { recursive: true });
});

const write = (from: string) => send(servers, { from, to: ELODIE, subject: 'Bonjour', text: 'Un mot.' });
const elodieOf = async (room: WorldRoom) =>
	(await readOwnWorld(room)).people.find(({ address }) => address === ELODIE)!;
const answersTo = async (mailbox: string) => (await readFolder(servers, mailbox)).length;

it('makes nobody answer a mail that the subscription did not send', async () => {
	await write(OURS);
	const before = await answersTo(OURS);
	const [mail] = await listReceived(ours, ELODIE);
	for (const mailId of [undefined, mail!.id]) {
		await expect(makePersonAct(theirs, ELODIE, { behaviour: 'answers', mailId })).rejects.toMatchObject({
			code: 'world-no-mail',
		});
	}
	expect(await answersTo(OURS)).toBe(before);
	expect(await listReceived(theirs, ELODIE)).toEqual([]);
	await expect(readReceived(theirs, mail!.id)).rejects.toMatchObject({ code: 'missing' });
	expect(await elodieOf(theirs)).toMatchObject({ received: 0, lastReceivedAt: null });
	expect(await elodieOf(ours)).toMatchObject({ received: 1, lastReceivedAt: expect.any(String) });
});

it('makes a person whom both write to answer each of them apart', async () => {
	await write(THEIRS);
	const [ourAnswers, theirAnswers] = [await answersTo(OURS), await answersTo(THEIRS)];
	expect(await makePersonAct(theirs, ELODIE, { behaviour: 'answers' })).toMatchObject({ when: 'done' });
	expect([await answersTo(OURS), await answersTo(THEIRS)]).toEqual([ourAnswers, theirAnswers + 1]);
	// The last mail to her is theirs, and ours is answered all the same.
	expect(await makePersonAct(ours, ELODIE, { behaviour: 'answers' })).toMatchObject({ when: 'done' });
	expect([await answersTo(OURS), await answersTo(THEIRS)]).toEqual([ourAnswers + 1, theirAnswers + 1]);
});

it('changes what a person does about the mails of the one that chose it', async () => {
	await makePersonAct(theirs, ELODIE, { behaviour: 'unknown-recipient' });
	await expect(write(THEIRS)).rejects.toMatchObject({ responseCode: 550 });
	await write(OURS);
	expect(await elodieOf(theirs)).toMatchObject({ behaviour: 'unknown-recipient', chosen: true });
	expect(await elodieOf(ours)).toMatchObject({ behaviour: 'silent', chosen: false });
	await makePersonAct(ours, ELODIE, { behaviour: 'own' });
	await expect(write(THEIRS)).rejects.toMatchObject({ responseCode: 550 });
	await makePersonAct(theirs, ELODIE, { behaviour: 'own' });
	await write(THEIRS);
});

it('shows nobody what a person is about to do about another’s mail', async () => {
	await send(servers, { from: OURS, to: 'qualite@vertanse.example', subject: 'Bonjour', text: 'Un mot.' });
	for (const room of [ours, theirs]) {
		await database.inSubscription(room.subscriptionId, ({ db }) =>
			db.contactAddress.updateMany({
				where: { address: ELODIE },
				data: { address: 'qualite@vertanse.example' },
			}),
		);
	}
	expect((await readOwnWorld(ours)).acts.map(({ sender }) => sender)).toEqual([OURS]);
	expect((await readOwnWorld(theirs)).acts).toEqual([]);
});
