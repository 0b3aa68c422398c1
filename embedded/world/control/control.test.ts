import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_LETTERS } from '#prisma/demo/letters.ts';
import { hours, seconds } from '#prisma/demo/duration.ts';
import { createWorldClient } from '#platform/world/client.ts';
import type { WorldClient } from '#platform/world/client.ts';
import { IMMEDIATE_BEHAVIOURS } from '#platform/world/control-contract.ts';
import { readFolder, send, signIn } from '../testing/demo-mailbox.ts';
import type { WorldAddress } from '../testing/demo-mailbox.ts';
import { startWorld } from '../world.ts';
import type { World } from '../world.ts';

const CAMILLE = 'camille.aubrelle@cadrelune.example';
const senders = [CAMILLE];
const NEEDS_PAGE = new Set<string>(['unsubscribes', 'one-click', 'refuses-measuring']);
const ELODIE = 'elodie.pastourne@boisnoue.example';

let folder: string;
let world: World;
let address: WorldAddress;
let client: WorldClient;
let url: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'world-'));
	world = await startWorld({ folder, onFault: () => {} });
	address = { ports: world.ports, authority: await readFile(world.authorityFile, 'utf8') };
	url = `http://127.0.0.1:${world.ports.control}`;
	client = createWorldClient({ url, token: world.token });
});

afterAll(async () => {
	await world.stop();
	await rm(folder, { recursive: true });
});

const write = (to: string) => send(address, { from: CAMILLE, to, subject: 'Bonjour', text: 'Un mot.' });

test('without the token nothing is answered', async () => {
	const response = await fetch(`${url}/state`, { headers: { authorization: 'Bearer wrong' } });
	expect([response.status, await response.json()]).toEqual([401, { code: 'unauthorized' }]);
	const stranger = createWorldClient({ url, token: 'x'.repeat(world.token.length) });
	await expect(stranger.state()).rejects.toMatchObject({ code: 'unauthorized' });
});

test('what is not there or makes no sense is said so', async () => {
	await expect(client.mail(9_999)).rejects.toMatchObject({ code: 'not-found' });
	await expect(client.changePassword(ELODIE)).rejects.toMatchObject({ code: 'not-found' });
	await expect(client.setClock(-1)).rejects.toMatchObject({ code: 'invalid' });
	await expect(client.act(ELODIE, { behaviour: 'sings' as 'opens', senders })).rejects.toMatchObject({
		code: 'invalid',
	});
	const nowhere = createWorldClient({ url: 'http://127.0.0.1:9', token: 'x' });
	await expect(nowhere.state()).rejects.toMatchObject({ code: 'unreachable' });
});

test('the state names ports, mailboxes and people', async () => {
	const state = await client.state();
	expect(state.ports).toEqual(world.ports);
	expect(state.mailboxes.map((mailbox) => mailbox.address)).toContain('contact@cadrelune.example');
	expect(state.mailboxes).toHaveLength(9);
	// docs/demonstration-world/people.md has 47 people, three of them without an address; readers stand in no list.
	expect(state.people).toHaveLength(44);
	expect(await client.readers()).toHaveLength(2_000);
	expect(state.people.find((person) => person.address === ELODIE)).toEqual({
		address: ELODIE,
		name: 'Élodie Pastourne',
		company: 'Menuiseries Boisnoué',
		behaviour: 'silent',
		choices: [],
		received: [],
	});
});

test('the clock goes forward only', async () => {
	await client.setClock(hours(5));
	expect((await client.setClock(hours(2))).offsetMs).toBe(hours(5));
});

test('somebody who stays silent is made to answer, in the own words or in typed ones', async () => {
	await expect(client.act(ELODIE, { behaviour: 'answers', senders })).rejects.toMatchObject({
		code: 'no-mail',
	});
	await write(ELODIE);
	const before = (await readFolder(address, CAMILLE)).length;
	expect(await client.act(ELODIE, { behaviour: 'answers', senders })).toEqual({
		when: 'done',
		outcome: 'written',
	});
	await client.act(ELODIE, { behaviour: 'answers', text: 'Volontiers, jeudi.', senders });
	await client.act(ELODIE, { behaviour: 'away-until', days: 3, senders });
	const texts = (await readFolder(address, CAMILLE)).slice(before).map(({ source }) => source);
	expect(texts).toHaveLength(3);
	expect(texts[0]).toContain(DEMO_LETTERS['ANY-ANSWER'].text.split('\n')[0]);
	expect(texts[1]).toContain('Volontiers, jeudi.');
	expect(texts[2]).toContain('Auto-Submitted: auto-replied');
	const [mail] = await client.mailsOf(ELODIE);
	expect(mail!.acts.map((act) => [act.kind, act.state])).toEqual([
		['letter', 'done'],
		['letter', 'done'],
		['automatic', 'done'],
	]);
	expect(await client.mail(mail!.id)).toMatchObject({
		subject: 'Bonjour',
		text: expect.stringContaining('Un mot.'),
	});
});

test('every immediate behaviour can be asked of anybody', async () => {
	const person = 'marc-antoine.varandal@nacrefort.example';
	await write(person);
	for (const behaviour of IMMEDIATE_BEHAVIOURS) {
		// The mail of this test has no page behind it.
		const acted = client.act(person, { behaviour, senders });
		if (NEEDS_PAGE.has(behaviour)) await expect(acted).rejects.toMatchObject({ code: 'not-done' });
		else expect((await acted).when).toBe('done');
	}
});

test('an address is made unknown from the next mail on, and known again', async () => {
	const person = 'julie.sarlandie@pelissandre.example';
	expect(await client.act(person, { behaviour: 'unknown-recipient', senders })).toEqual({
		when: 'next-mail',
		outcome: null,
	});
	await expect(write(person)).rejects.toMatchObject({ responseCode: 550 });
	expect((await client.state()).people.find((one) => one.address === person)).toMatchObject({
		choices: [{ sender: CAMILLE, behaviour: 'unknown-recipient' }],
	});
	await client.act(person, { behaviour: 'own', senders });
	await write(person);
});

test('an act whose time comes by itself is done without being asked for, and pushed', async () => {
	const camille = await signIn(address, CAMILLE);
	await camille.mailboxOpen('INBOX');
	void camille.idle();
	const pushed = new Promise((resolve) => camille.once('exists', resolve));
	await write('qualite@vertanse.example');
	const due = (await client.nextAct())!.getTime();
	// Nine and a half of its ten seconds are jumped over, the rest is waited for.
	await client.setClock(hours(5) + seconds(9.5));
	await pushed;
	const { now } = await client.state();
	expect(new Date(now).getTime()).toBeGreaterThanOrEqual(due);
	expect(await client.nextAct()).toBeNull();
	await camille.logout();
});
