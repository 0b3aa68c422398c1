/**
 * Two subscriptions in one demonstration world: whatever one of them types, the other's people do not act on it, and the
 * other's passwords stay unseen.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptInvitation } from '#domain/accounts/accept-invitation.ts';
import { inviteColleague } from '#domain/accounts/invite-colleague.ts';
import {
	changeWorldPassword,
	listReceived,
	makePersonAct,
	readOwnWorld,
	readReceived,
} from '#domain/demonstration/own-world.ts';
import type { WorldRoom } from '#domain/demonstration/ask-world.ts';
import { subscribeReaders } from '#domain/demonstration/subscribe-readers.ts';
import {
	changeOwnAccount,
	changeOwnOrganisation,
	revokeOwnAccount,
} from '#domain/demonstration/own-accounts.ts';
import { readFolder, send, type WorldAddress } from '#embedded/world/testing/demo-mailbox.ts';
import { startWorld, type World } from '#embedded/world/world.ts';
import { createAuthentication } from '#platform/authentication/authentication.ts';
import { openAuthenticationDatabase } from '#platform/authentication/authentication-database.ts';
import { createWorldClient } from '#platform/world/client.ts';
import { DEMO_PLATFORM_MAILBOX } from '#prisma/demo/mailboxes.ts';
import { CADRELUNE_USERS, ORGEVANE } from '#prisma/demo/subscriptions.ts';
import { demoSubscriptionId } from '#prisma/seed/demo-id.ts';
import type { Populated } from '#tests/rights/populate.ts';
import { openPopulatedDatabase, type PopulatedDatabase } from '#tests/rights/populated-database.ts';

const OURS = CADRELUNE_USERS.camille.address;
const THEIRS = ORGEVANE.user.address;
/** Stays silent by the data. */
const ELODIE = 'elodie.pastourne@boisnoue.example';

let folder: string;
let world: World;
let servers: WorldAddress;
let populated: PopulatedDatabase;
let ours: WorldRoom;
let theirs: WorldRoom;
let camille: Populated;
let lucie: Populated;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'own-world-'));
	world = await startWorld({ folder, onFault: () => {} });
	servers = { ports: world.ports, authority: await readFile(world.authorityFile, 'utf8') };
	populated = await openPopulatedDatabase();
	const client = createWorldClient({ url: `http://127.0.0.1:${world.ports.control}`, token: world.token });
	const { database } = populated;
	const subscription = async (id: string, mailbox: string): Promise<[WorldRoom, Populated]> => {
		const room = await populated.populate(id);
		const { subscriptionId, freeContactId: contactId } = room;
		// Anybody may type any address into a contact of her own.
		await database.inSubscription(subscriptionId, async ({ db }) => {
			await db.mailbox.updateMany({ data: { address: mailbox } });
			await db.contactAddress.updateMany({ where: { contactId }, data: { address: ELODIE } });
		});
		return [{ database, world: client, subscriptionId }, room];
	};
	[ours, camille] = await subscription(demoSubscriptionId('cadrelune'), OURS);
	[theirs, lucie] = await subscription(demoSubscriptionId('orgevane'), THEIRS);
});
afterAll(async () => {
	await populated?.close();
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

it('shows what the platform wrote to somebody for one subscription to nobody else', async () => {
	const { address: from, password } = DEMO_PLATFORM_MAILBOX;
	const mail = { from, to: ELODIE, subject: 'Votre accord', text: 'Un lien.' };
	const { messageId } = await send(servers, mail, { password });
	await populated.database.inSubscription(ours.subscriptionId, ({ db }) =>
		db.send.updateMany({ where: { kind: 'platform' }, data: { messageId } }),
	);
	const found = async (room: WorldRoom) =>
		(await listReceived(room, ELODIE)).filter((one) => one.from.includes(from));
	const [seen] = await found(ours);
	expect(await readReceived(ours, seen!.id)).toMatchObject({ subject: 'Votre accord' });
	expect(await found(theirs)).toEqual([]);
	await expect(readReceived(theirs, seen!.id)).rejects.toMatchObject({ code: 'missing' });
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
		await populated.database.inSubscription(room.subscriptionId, ({ db }) =>
			db.contactAddress.updateMany({
				where: { address: ELODIE },
				data: { address: 'qualite@vertanse.example' },
			}),
		);
	}
	expect((await readOwnWorld(ours)).acts.map(({ sender }) => sender)).toEqual([OURS]);
	expect((await readOwnWorld(theirs)).acts).toEqual([]);
});

it('accounts at Microsoft and Google behave otherwise for their own subscription’s people alone', async () => {
	const hugo = 'hugo.sarmentel@cadrelune.example';
	const stateOf = async () => (await readOwnWorld(ours)).accounts.find(({ address }) => address === hugo)!;
	expect((await readOwnWorld(theirs)).accounts).toEqual([]);
	expect((await readOwnWorld(theirs)).organisations).toEqual([]);
	for (const foreign of [
		changeOwnAccount(theirs, hugo, { isDown: true }),
		revokeOwnAccount(theirs, hugo),
		changeOwnOrganisation(theirs, 'cadrelune.example', { needsAdministrator: false }),
	])
		await expect(foreign).rejects.toThrow('missing');
	expect(await stateOf()).toMatchObject({ isDown: false, takesSmtp: false });
	await changeOwnAccount(ours, hugo, { takesSmtp: true, trouble: 'conditional-access' });
	expect(await stateOf()).toMatchObject({ takesSmtp: true, trouble: 'conditional-access' });
	await changeOwnOrganisation(ours, 'cadrelune.example', { needsAdministrator: false });
	expect((await readOwnWorld(ours)).organisations[0]).toMatchObject({ needsAdministrator: false });
});

it('subscribes the readers to one newsletter of one subscription, once', async () => {
	// More than one transaction takes.
	const readers = (await ours.world!.readers()).slice(0, 60);
	const room = { ...ours, world: { ...ours.world!, readers: () => Promise.resolve(readers) } };
	const before = async (room: WorldRoom) =>
		populated.database.inSubscription(room.subscriptionId, async ({ db }) => ({
			contacts: await db.contact.count(),
			subscribers: await db.newsletterSubscriber.count(),
		}));
	const [ourRows, theirRows] = [await before(ours), await before(theirs)];
	const { newsletterId, senderId, responsable } = camille;
	await populated.database.inSubscription(ours.subscriptionId, ({ db }) =>
		db.mailbox.updateMany({ data: { state: 'synchronised' } }),
	);
	const wish = { newsletterId, senderId };
	expect(await subscribeReaders(room, responsable, wish)).toMatchObject({ subscribed: readers.length });
	expect(await before(ours)).toEqual({
		contacts: ourRows.contacts + readers.length,
		subscribers: ourRows.subscribers + readers.length,
	});
	expect(await subscribeReaders(room, responsable, wish)).toMatchObject({
		...{ subscribed: 0, leftOut: { already: readers.length } },
	});
	expect(await before(ours)).toMatchObject({ contacts: ourRows.contacts + readers.length });
	expect(await before(theirs)).toEqual(theirRows);
});

describe('passwords', () => {
	const SHARED = 'contact@cadrelune.example';
	const shown = async (room: WorldRoom) => (await readOwnWorld(room)).mailboxes.map(({ address }) => address);

	/** As a responsable does who hands the link to herself. */
	async function becomeColleague(email: string): Promise<void> {
		const name = { firstName: 'Une', lastName: 'Autre' };
		const wish = { email, ...name, licence: 'utilisateur' as const };
		const { token } = await populated.database.inSubscription(theirs.subscriptionId, (tx) =>
			inviteColleague(tx, lucie.responsable, wish, new Date()),
		);
		const authenticationDatabase = openAuthenticationDatabase(populated.home.url);
		const authentication = createAuthentication({
			database: authenticationDatabase,
			masterKey: populated.masterKey,
			publicUrl: 'http://localhost:3000',
		});
		await acceptInvitation(
			{ database: populated.database, authentication, authenticationDatabase },
			{ token, ...name, password: 'demonstration', language: 'fr' },
			new Date(),
		);
		await authenticationDatabase.$disconnect();
	}

	it('are shown to the subscription whose mailboxes they open', async () => {
		expect(await shown(ours)).toEqual([
			...Object.values(CADRELUNE_USERS).map(({ address }) => address),
			SHARED,
			'lettre@cadrelune.example',
			// Those who connect theirs themselves, where a password opens it.
			'nora.belhassi@cadrelune-lyon.example',
			'paul.kerdrel@boite-perso.example',
		]);
		expect(await shown(theirs)).toEqual([THEIRS]);
	});

	it('stay unseen by who invites the address, or has it as a mailbox', async () => {
		await becomeColleague(SHARED);
		await populated.database.inSubscription(theirs.subscriptionId, ({ db }) =>
			db.mailbox.updateMany({ data: { address: CADRELUNE_USERS.karim.address } }),
		);
		expect(await shown(theirs)).toEqual([THEIRS]);
		for (const address of [SHARED, SHARED.toUpperCase(), CADRELUNE_USERS.karim.address]) {
			await expect(changeWorldPassword(theirs, address)).rejects.toMatchObject({ code: 'missing' });
		}
		const changed = await changeWorldPassword(ours, SHARED);
		expect(JSON.stringify(await readOwnWorld(theirs))).not.toContain(changed.password);
	});
});
