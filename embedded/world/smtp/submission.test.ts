import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { DEMO_RELAY } from '#prisma/demo/mailboxes.ts';
import { createRelayRules } from './relay-rules.ts';
import { readFolder, send } from '../testing/demo-mailbox.ts';
import type { WorldAddress } from '../testing/demo-mailbox.ts';
import { createWorldClient } from '#platform/world/client.ts';
import { startWorld } from '../world.ts';
import type { World } from '../world.ts';

const CAMILLE = 'camille.aubrelle@cadrelune.example';
const INES = 'ines.morvallon@cadrelune.example';

let folder: string;
let world: World;
let address: WorldAddress;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'world-'));
	world = await startWorld({ folder, onFault: () => {} });
	address = { ports: world.ports, authority: await readFile(world.authorityFile, 'utf8') };
});

afterAll(async () => {
	await world.stop();
	await rm(folder, { recursive: true });
});

test.each([false, true])('a mail arrives byte for byte, and in Sent (STARTTLS: %s)', async (startTls) => {
	const raw = `From: ${CAMILLE}\r\nTo: ${INES}\r\nSubject: =?utf-8?q?=C3=A9?= ${startTls}\r\n\r\n.\r\n..deux\r\n.trois\r\n`;
	await send(address, { from: CAMILLE, envelope: { from: CAMILLE, to: INES }, raw }, { startTls });
	const inbox = (await readFolder(address, INES)).at(-1)!;
	expect(inbox.source.slice(inbox.source.indexOf('From: '))).toBe(raw);
	expect(inbox.source).toMatch(/^Return-Path: <camille[^\n]*\nDelivered-To: ines[^\n]*\nReceived: from /);
	const sent = (await readFolder(address, CAMILLE, 'Sent')).at(-1)!;
	expect([sent.source, sent.flags]).toEqual([raw, ['\\Seen']]);
});

test('an address with a plus sign reaches its user; the mail to several people is one mail in Sent', async () => {
	const before = (await readFolder(address, CAMILLE, 'Sent')).length;
	const tagged = INES.replace('@', '+s42@');
	await send(address, { from: CAMILLE, to: [tagged, CAMILLE], subject: 'two' });
	expect((await readFolder(address, INES)).at(-1)!.source).toContain(`Delivered-To: ${tagged}\r\n`);
	expect((await readFolder(address, CAMILLE)).at(-1)!.source).toContain(`Delivered-To: ${CAMILLE}\r\n`);
	expect(await readFolder(address, CAMILLE, 'Sent')).toHaveLength(before + 1);
});

test('a sender has to be the one that signed in', async () => {
	const foreign = send(address, { from: CAMILLE, envelope: { from: INES, to: CAMILLE }, text: 'x' });
	await expect(foreign).rejects.toMatchObject({ responseCode: 553 });
	const wrong = send(address, { from: CAMILLE, to: INES }, { password: 'guessed' });
	await expect(wrong).rejects.toMatchObject({ code: 'EAUTH', responseCode: 535 });
});

test('the relay writes as any address of its domain, and as no other', async () => {
	const { address: relay } = DEMO_RELAY;
	const bounces = 'contact+place@cadrelune.example';
	await send(address, { from: relay, envelope: { from: bounces, to: INES }, text: 'x' });
	expect((await readFolder(address, INES)).at(-1)!.source).toContain(`Return-Path: <${bounces}>`);
	const foreign = { from: relay, envelope: { from: 'x@orgevane.example', to: INES }, text: 'x' };
	await expect(send(address, foreign)).rejects.toMatchObject({ responseCode: 553 });
});

test('the relay asks once for less', () => {
	const rules = createRelayRules();
	const asked = (account: string) =>
		Array.from({ length: 1_000 }, () => rules.asksToSlow(account)).filter(Boolean);
	expect(asked(CAMILLE)).toEqual([]);
	expect(asked(DEMO_RELAY.address)).toEqual([true]);
});

test('DSN and SIZE are offered behind TLS, and nobody signs in before it', async () => {
	const connection = new SMTPConnection({
		host: '127.0.0.1',
		port: world.ports.smtp,
		secure: true,
		tls: { ca: address.authority },
	});
	await new Promise<void>((resolve, reject) =>
		connection.connect((error) => (error ? reject(error) : resolve())),
	);
	const offered = (connection as unknown as { _supportedExtensions: string[] })._supportedExtensions;
	expect(offered).toEqual(expect.arrayContaining(['DSN', 'SIZE', '8BITMIME', 'SMTPUTF8']));
	connection.close();

	const plain = connectTcp(world.ports.smtpStartTls, '127.0.0.1');
	let heard = '';
	plain.on('data', (chunk: Buffer) => {
		heard += chunk.toString();
		if (/^220 .*\r\n$/.test(heard)) plain.write('EHLO test\r\n');
		if (/^250 SIZE.*\r\n$/m.test(heard)) plain.write('AUTH PLAIN AGEAYg==\r\n');
		if (/^5/m.test(heard)) plain.end();
	});
	await new Promise((resolve) => plain.once('close', resolve));
	expect(heard).toMatch(/^250-STARTTLS\r$/m);
	expect(heard).toMatch(/^538 /m);
});

test('a mail that is too large is refused and kept nowhere', async () => {
	const before = (await readFolder(address, CAMILLE, 'Sent')).length;
	const raw = `Subject: large\r\n\r\n${'x'.repeat(998).concat('\r\n').repeat(26_500)}`;
	const envelope = { from: CAMILLE, to: INES, size: 1_000 };
	const tooLarge = send(address, { from: CAMILLE, envelope, raw });
	await expect(tooLarge).rejects.toMatchObject({ responseCode: 552 });
	expect(await readFolder(address, CAMILLE, 'Sent')).toHaveLength(before);
});

test('a suspended mailbox is refused before any recipient and still read, until it is restored', async () => {
	const client = createWorldClient({ url: `http://127.0.0.1:${world.ports.control}`, token: world.token });
	const mail = { from: CAMILLE, to: INES, subject: 'held' };
	expect(await client.suspend(CAMILLE, true)).toMatchObject({ address: CAMILLE, isSuspended: true });
	const refused = send(address, mail);
	await expect(refused).rejects.toMatchObject({ command: 'MAIL FROM', responseCode: 554 });
	await expect(refused).rejects.toThrow('account suspended');
	await send(address, { from: INES, to: CAMILLE, subject: 'still read' });
	expect((await readFolder(address, CAMILLE)).at(-1)!.source).toContain('still read');
	await client.suspend(CAMILLE, false);
	await send(address, mail);
});
