/** What lies in a folder by days, on a server that is asked by distances from now (RFC 5032). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ImapSession } from '#mail/imap/imap-session.ts';
import { openImap } from '#mail/imap/open-imap.ts';
import { startDovecot, type DovecotServer } from './dovecot.ts';

const DAY = 86_400_000;
const user = `camille-${randomUUID()}@cadrelune.example`;
let dovecot: DovecotServer;
let session: ImapSession;

beforeAll(async () => {
	dovecot = await startDovecot();
	dovecot.addUser(user, 'secret');
	for (const id of ['first', 'second'])
		await dovecot.deliver(user, `From: a@b.example\r\nMessage-ID: <${id}@b.example>\r\n\r\nBonjour\r\n`);
	const credentials = { kind: 'password', user, password: 'secret' } as const;
	const account = { host: 'localhost', port: dovecot.imapsPort, security: 'tls' as const, credentials };
	session = await openImap(account, dovecot.policy);
	await session.open('INBOX');
});
afterAll(async () => {
	session?.close();
	await dovecot?.stop();
});

it('a day that is over, that is now or that is to come is answered', async () => {
	const now = Date.now();
	expect(await session.uidsSince(new Date(now - DAY))).toEqual([1, 2]);
	expect(await session.uidsBetween(null, new Date(now + DAY))).toEqual([1, 2]);
	expect(await session.uidsBetween(new Date(now - DAY), new Date(now + 365 * DAY))).toEqual([1, 2]);
	expect(await session.uidsBetween(null, new Date(now - DAY))).toEqual([]);
	for (const ahead of [0, 1_000, DAY, 365 * DAY])
		expect((await session.uidsSince(new Date(Date.now() + ahead))).length).toBeLessThanOrEqual(2);
});
