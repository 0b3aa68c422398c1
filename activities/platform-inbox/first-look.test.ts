import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMailReader } from '#mail/inbound/threads/mail-reader.ts';
import { openDispatchPool, type DispatchPool } from '#platform/database/dispatch-pool.ts';
import { platformInboxLimits, readingLimits } from '#platform/limits.ts';
import type { PlatformInbox } from '#platform/platform-sender.ts';
import { Office } from '#tests/environment/office.ts';
import { startDovecot, type DovecotServer } from '#tests/mail-servers/dovecot.ts';
import { readPlatformInbox } from './read-platform-inbox.ts';

/** A mailbox that was full before the platform came to it. */
let dovecot: DovecotServer;
let office: Office;
let pool: DispatchPool;
const reader = createMailReader(readingLimits);

beforeAll(async () => {
	dovecot = await startDovecot();
	office = await Office.open('platform-inbox-first-look');
	pool = openDispatchPool(office.ownerUrl);
});
afterAll(async () => {
	await reader.close();
	await pool?.close();
	await office?.close();
	await dovecot?.stop();
});

it('the mails of years ago are not read at the second look either, where none came of late', async () => {
	const user = `refrain-${randomUUID()}@plateforme.example`;
	dovecot.addUser(user, 'secret');
	const count = platformInboxLimits.mails + 5;
	await dovecot.fill(
		user,
		Array.from({ length: count }, (_, place) => `From: x${place}@y.example\r\n\r\nbonjour\r\n`),
	);
	const inbox: PlatformInbox = {
		...{ host: 'localhost', port: dovecot.imapsPort, security: 'tls' },
		...{ user, password: 'secret' },
	};
	const read = () =>
		readPlatformInbox({ database: office.database, pool, policy: dovecot.policy, reader }, inbox);
	const cursor = async () => {
		const [row] = await pool.query<{ last: string }>('SELECT last_uid AS last FROM platform_inbox', []);
		return Number(row!.last);
	};
	await read();
	expect(await cursor()).toBe(count);
	await dovecot.deliver(user, 'From: z@y.example\r\n\r\nbonjour\r\n');
	await read();
	expect(await cursor()).toBe(count + 1);
});
