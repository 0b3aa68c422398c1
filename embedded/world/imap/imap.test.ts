import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '#tests/environment/until.ts';
import { days, hours } from '#prisma/demo/duration.ts';
import { DEMO_SENT } from '#prisma/demo/sent-mails.ts';
import { createWorldClient } from '#platform/world/client.ts';
import type { WorldClient } from '#platform/world/client.ts';
import { firstPassword, send, signIn } from '../testing/demo-mailbox.ts';
import type { WorldAddress } from '../testing/demo-mailbox.ts';
import { startWorld } from '../world.ts';
import type { World } from '../world.ts';

const CAMILLE = 'camille.aubrelle@cadrelune.example';
const INES = 'ines.morvallon@cadrelune.example';
const LUCIE = 'lucie.vauxterre@orgevane.example';

let folder: string;
let world: World;
let address: WorldAddress;
let client: WorldClient;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'world-'));
	world = await startWorld({ folder, onFault: () => {} });
	address = { ports: world.ports, authority: await readFile(world.authorityFile, 'utf8') };
	client = createWorldClient({ url: `http://127.0.0.1:${world.ports.control}`, token: world.token });
});

afterAll(async () => {
	await world.stop();
	await rm(folder, { recursive: true });
});

/** Speaks IMAP line by line; after each one waits for its tagged answer or for a continuation. Answers what it heard. */
async function speak(lines: string[]): Promise<string> {
	const socket = connect({ port: world.ports.imap, host: '127.0.0.1', ca: address.authority });
	let heard = '';
	socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
	const answered = async (from: number) => {
		while (!/^(?:\+|\* OK|a\d (?:OK|NO|BAD)).*\r\n$/m.test(heard.slice(from))) await once(socket, 'data');
	};
	await answered(0);
	for (const line of lines) {
		const from = heard.length;
		socket.write(`${line}\r\n`);
		await answered(from);
	}
	socket.destroy();
	return heard;
}

test('IDLE: a mail is pushed to the mailbox that it came to, and to no other', async () => {
	const ines = await signIn(address, INES);
	const lucie = await signIn(address, LUCIE);
	await ines.mailboxOpen('INBOX');
	await lucie.mailboxOpen('INBOX');
	let pushedToLucie = 0;
	lucie.on('exists', () => pushedToLucie++);
	void ines.idle();
	void lucie.idle();
	await until('both wait', () => ines.idling && lucie.idling);
	for (let index = 0; index < 3; index++) {
		const pushed = once(ines, 'exists');
		await send(address, { from: CAMILLE, to: INES, subject: `mail ${index}` });
		await pushed;
	}
	expect(pushedToLucie).toBe(0);
	await ines.logout();
	await lucie.logout();
});

test('INTERNALDATE and what an APPEND without a date gets are domain time', async () => {
	await client.setClock(days(40));
	await send(address, { from: CAMILLE, to: INES, subject: 'later' });
	const ines = await signIn(address, INES);
	await ines.mailboxOpen('INBOX');
	await ines.append('INBOX', 'Subject: mine\r\n\r\nx\r\n');
	const found = await ines.fetchAll('*', { internalDate: true, envelope: true });
	const since = await ines.search({ since: new Date(Date.now() + days(39)) });
	await ines.logout();
	const drift = new Date(found[0]!.internalDate!).getTime() - Date.now() - days(40);
	expect(Math.abs(drift)).toBeLessThan(hours(0.5));
	expect(since).toHaveLength(2);
});

test('every way to sign in leads to the own mailbox, a wrong password to none', async () => {
	const login = (name: string, password: string) => `a1 LOGIN "${name}" "${password}"`;
	const plain = Buffer.from(`\0${INES}\0${firstPassword(INES)}`).toString('base64');
	const status = 'a2 STATUS INBOX (MESSAGES)';
	const own = /\* STATUS INBOX \(MESSAGES [1-9]\d*\)/;
	expect(await speak([login(INES, firstPassword(INES)), status])).toMatch(own);
	expect(await speak([login(INES.toUpperCase(), firstPassword(INES)), status])).toMatch(own);
	expect(await speak([`a1 AUTHENTICATE PLAIN ${plain}`, status])).toMatch(own);
	expect(await speak(['a1 AUTHENTICATE PLAIN', plain, status])).toMatch(own);
	expect(await speak([login(LUCIE, firstPassword(LUCIE)), status])).toContain('(MESSAGES 0)');
	const refused = /a1 NO \[AUTHENTICATIONFAILED\]/;
	expect(await speak([login(INES, firstPassword(LUCIE)), status])).toMatch(refused);
	expect(await speak([login('mathilde.ronsavel@brumevent.example', ''), status])).toMatch(refused);
	expect(await speak([login('constructor', 'x'), status])).toMatch(refused);
});

test('folders have their special use; evidence of a sent mail is found by any of its headers', async () => {
	const sent = await send(address, {
		from: CAMILLE,
		to: INES,
		subject: 'Évidence',
		headers: { 'X-Refrain-Send': '7f3a' },
	});
	const camille = await signIn(address, CAMILLE);
	const folders = Object.fromEntries(
		(await camille.list()).map(({ path, specialUse }) => [path, specialUse]),
	);
	expect(folders).toEqual({
		INBOX: '\\Inbox',
		Sent: '\\Sent',
		Drafts: '\\Drafts',
		Junk: '\\Junk',
		Trash: '\\Trash',
	});
	await camille.mailboxOpen('Sent');
	const evidence: Record<string, string>[] = [{ 'message-id': sent.messageId }, { 'x-refrain-send': '7f3a' }];
	for (const header of evidence) {
		expect(await camille.search({ header }, { uid: true })).toHaveLength(1);
	}
	await camille.logout();
});

test('what somebody sent before the first start lies in her Sent, once', async () => {
	const nora = await signIn(address, DEMO_SENT.address);
	await nora.mailboxOpen('Sent');
	const sent = await nora.fetchAll('1:*', { source: true, internalDate: true });
	expect(sent).toHaveLength(DEMO_SENT.mails.length);
	for (const { source } of sent) expect(source!.toString()).toContain(DEMO_SENT.name);
	const at = sent.map(({ internalDate }) => new Date(internalDate!).getTime());
	expect(at).toEqual(at.toSorted((one, other) => one - other));
	await nora.logout();
});

test('a new password closes the open connections and lets nobody in with the old one', async () => {
	const old = firstPassword(LUCIE);
	const lucie = await signIn(address, LUCIE);
	const closed = new Promise((resolve) => lucie.once('close', resolve));
	const { password, passwordChangedAt } = await client.changePassword(LUCIE);
	await closed;
	expect(passwordChangedAt).not.toBeNull();
	await expect(signIn(address, LUCIE, old)).rejects.toMatchObject({ authenticationFailed: true });
	await (await signIn(address, LUCIE, password)).logout();
});
