import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ROUNDS } from '#tests/environment/rounds.ts';
import { until } from '#tests/environment/until.ts';
import { days, hours } from '#prisma/demo/duration.ts';
import { readFolder, send, signIn } from './testing/demo-mailbox.ts';
import { startWorldProcess } from './testing/world-process.ts';
import type { WorldProcess } from './testing/world-process.ts';

const CAMILLE = 'camille.aubrelle@cadrelune.example';
const INES = 'ines.morvallon@cadrelune.example';

let folder: string;
let world: WorldProcess;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'world-'));
	world = await startWorldProcess(folder);
});

afterEach(async () => {
	await world.kill();
	await rm(folder, { recursive: true });
});

test(
	'a kill in a stream of sends keeps every acknowledged mail, once, under the same UID',
	ROUNDS,
	async () => {
		const acknowledged = new Set<string>();
		let killed = false;
		const sendOn = async (stream: number) => {
			for (let index = 0; !killed; index++) {
				const subject = `stream ${stream} mail ${index}`;
				const sent = await send(world, { from: CAMILLE, to: INES, subject, text: 'é' }).catch(
					() => undefined,
				);
				if (sent) acknowledged.add(subject);
			}
		};
		const streams = Promise.all([1, 2, 3].map(sendOn));
		await until('twelve are acknowledged', () => acknowledged.size >= 12);
		const before = await readFolder(world, INES);
		await world.kill();
		killed = true;
		await streams;

		world = await startWorldProcess(folder);
		const subjectOf = ({ source }: { source: string }) => /^Subject: (.*)\r$/m.exec(source)![1]!;
		const after = await readFolder(world, INES);
		const subjects = after.map(subjectOf);
		expect(subjects).toEqual(expect.arrayContaining([...acknowledged]));
		expect(new Set(subjects).size).toBe(subjects.length);
		expect(after.slice(0, before.length)).toEqual(before);
		expect(after.map(({ uid }) => uid)).toEqual(after.map((_, index) => index + 1));
		expect((await readFolder(world, CAMILLE, 'Sent')).map(subjectOf).sort()).toEqual(subjects.sort());
	},
);

test('ports, authority, token, UIDVALIDITY, flags, expunged and appended mails survive a kill', async () => {
	for (const subject of ['one', 'two', 'three']) await send(world, { from: CAMILLE, to: INES, subject });
	const client = await signIn(world, INES);
	const opened = await client.mailboxOpen('INBOX');
	await client.messageFlagsAdd('1', ['\\Seen', '\\Flagged']);
	await client.messageDelete('2');
	await client.messageMove('2', 'Trash');
	await client.append('Drafts', 'Subject: draft\r\n\r\nnot yet\r\n', ['\\Draft']);
	await client.mailboxCreate('Clients');
	await client.messageCopy('1', 'Clients');
	client.close();
	const { ports, authority } = world;
	await world.kill();

	world = await startWorldProcess(folder);
	expect(world.ports).toEqual(ports);
	expect(world.authority).toBe(authority);
	const again = await signIn(world, INES);
	const reopened = await again.mailboxOpen('INBOX');
	expect([reopened.uidValidity, reopened.uidNext, reopened.exists]).toEqual([opened.uidValidity, 4, 1]);
	await again.logout();
	expect((await readFolder(world, INES)).map(({ uid, flags }) => ({ uid, flags }))).toEqual([
		{ uid: 1, flags: ['\\Flagged', '\\Seen'] },
	]);
	expect(
		(await readFolder(world, INES, 'Trash')).map(({ source }) => /^Subject: (.*)\r$/m.exec(source)![1]),
	).toEqual(['three']);
	expect((await readFolder(world, INES, 'Drafts'))[0]).toMatchObject({ uid: 1, flags: ['\\Draft'] });
	expect(await readFolder(world, INES, 'Clients')).toHaveLength(1);
	expect((await readFolder(world, CAMILLE, 'Sent'))[0]!.flags).toEqual(['\\Seen']);
	// A reader gets to the last mail that lies there, and to no one that was taken away.
	const { folders } = await world.client.settle();
	expect(folders.find(({ address, path }) => address === INES && path === 'INBOX')!.lastUid).toBe(1);
});

test('an act that was pending at the kill is done after it, once, in domain time', async () => {
	await world.client.setClock(days(3));
	await send(world, { from: CAMILLE, to: 'florence.daubrac@pelissandre.example', subject: 'Bonjour' });
	const planned = await world.client.nextAct();
	expect(planned!.getTime() - Date.now()).toBeGreaterThan(days(3) + 9 * 60_000);
	await world.kill();

	world = await startWorldProcess(folder);
	expect(await world.client.nextAct()).toEqual(planned);
	await world.client.setClock(days(3) + hours(1));
	await world.client.settle();
	await world.client.settle();
	const [reply, ...others] = await readFolder(world, CAMILLE);
	expect(others).toEqual([]);
	expect(reply!.source).toContain('From: Florence Daubrac <florence.daubrac@pelissandre.example>');
	expect(Math.abs(reply!.internalDate.getTime() - Date.now() - days(3) - hours(1))).toBeLessThan(hours(0.5));
});

test('the world ends when it is told to, and with its launcher, in spite of open connections', async () => {
	await signIn(world, INES);
	expect(await world.stop()).toBe(0);
	world = await startWorldProcess(folder);
	await signIn(world, INES);
	expect(await world.orphan()).toBe(0);
});

test('under the launcher the folder is the authority’s, and a given port is taken or nothing', async () => {
	const taken = world.ports;
	const authority = {
		REFRAIN_WORLD_FOLDER: '',
		REFRAIN_WORLD_AUTHORITY: join(folder, 'other', 'authority.pem'),
	};
	const other = { ...authority, REFRAIN_WORLD_IMAP_PORT: String(taken.imap) };
	await expect(startWorldProcess(join(folder, 'other'), other)).rejects.toThrow('ended with 1');
	await world.kill();
	world = await startWorldProcess(join(folder, 'other'), other);
	expect(world.ports.imap).toBe(taken.imap);
});
