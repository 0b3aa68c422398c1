import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { beginMail } from '#activities/platform-inbox/inbox-cursor.ts';
import { readPlatformInbox, type PlatformInboxDeps } from '#activities/platform-inbox/read-platform-inbox.ts';
import { createLinkToken } from '#domain/accounts/link-token.ts';
import { askAdministrator } from '#domain/connections/ask-administrator.ts';
import { fateOfMail } from '#domain/platform-mails/fate-of-mail.ts';
import { createMailReader } from '#mail/inbound/threads/mail-reader.ts';
import { openDispatchPool, type DispatchPool } from '#platform/database/dispatch-pool.ts';
import { readingLimits } from '#platform/limits.ts';
import type { PlatformInbox } from '#platform/platform-sender.ts';
import { Office } from '#tests/environment/office.ts';
import { createLogger } from '#platform/logging.ts';
import { watchPlatformInbox } from '#worker/platform-inbox.ts';
import { startDovecot, type DovecotServer } from './dovecot.ts';

/** What comes back to the platform's own address, read from a real server. */
let dovecot: DovecotServer;
let office: Office;
let pool: DispatchPool;
let deps: PlatformInboxDeps;
let inbox: PlatformInbox;
let connectionId: string;
const reader = createMailReader(readingLimits);

beforeAll(async () => {
	dovecot = await startDovecot();
	office = await Office.open('platform-inbox');
	pool = openDispatchPool(office.ownerUrl);
	deps = { database: office.database, pool, policy: dovecot.policy, reader };
});
afterAll(async () => {
	await reader.close();
	await pool?.close();
	await office?.close();
	await dovecot?.stop();
});
beforeEach(async () => {
	const user = `refrain-${randomUUID()}@plateforme.example`;
	dovecot.addUser(user, 'secret');
	inbox = { host: 'localhost', port: dovecot.imapsPort, security: 'tls', user, password: 'secret' };
	connectionId = randomUUID();
	const { subscriptionId, camille } = office;
	await office.tx(async ({ db, at }) => {
		await db.notification.deleteMany();
		// A person asks administrators only so often a day.
		await db.platformMail.deleteMany();
		const link = createLinkToken(subscriptionId);
		await db.mailboxConnection.create({
			data: {
				...{ subscriptionId, id: connectionId, ownerId: camille.userId, actedById: camille.userId },
				...{ address: `${randomUUID()}@cadrelune.example`, language: 'fr', way: 'microsoft' },
				...{ stage: 'consent', reason: 'connect-consent', since: at, startedAt: at },
				consent: {
					create: {
						...{ vendor: 'microsoft', domain: 'cadrelune.example', askedAt: at, tokenHash: link.hash },
						tokenSealed: new Uint8Array(),
					},
				},
			},
		});
	});
});

/** Camille asks an administrator; a server takes that mail. */
async function asked(address = `${randomUUID()}@cadrelune.example`) {
	const { sendId } = await office.tx((tx) => askAdministrator(tx, office.camille, { connectionId, address }));
	await office.tx((tx) =>
		tx.db.send.updateMany({
			where: { id: sendId },
			data: { state: 'accepted', armedAt: tx.at, sentAt: tx.at },
		}),
	);
	return { sendId, address };
}

const report = (sendId: string, address: string, [action, status] = ['failed', '5.1.1']) =>
	[
		'From: MAILER-DAEMON@mx.example',
		`To: ${inbox.user}`,
		'Subject: Undelivered Mail Returned to Sender',
		'Content-Type: multipart/report; report-type=delivery-status; boundary="b=1"',
		'',
		'--b=1',
		'Content-Type: message/delivery-status',
		'',
		'Reporting-MTA: dns; mx.example',
		'',
		`Final-Recipient: rfc822; ${address}`,
		`Action: ${action}`,
		`Status: ${status}`,
		'',
		'--b=1',
		'Content-Type: text/rfc822-headers',
		'',
		`Message-ID: <${sendId.replaceAll('-', '')}@plateforme.example>`,
		'--b=1--',
		'',
	].join('\r\n');
const comes = (raw: string) => dovecot.deliver(inbox.user, raw, 'mailer-daemon@mx.example');
const read = () => readPlatformInbox(deps, inbox);
const fate = (sendId: string) =>
	office.tx(async ({ db }) => {
		const { send, ...mail } = await db.platformMail.findFirstOrThrow({
			where: { sendId },
			include: { send: true },
		});
		return fateOfMail(send, mail);
	});
const told = () =>
	office.tx(async ({ db }) =>
		(await db.notification.findMany({ where: { treatedAt: null } })).map(({ kind }) => kind),
	);
const request = () => office.tx(({ db }) => db.consentRequest.findFirstOrThrow({ where: { connectionId } }));

it('a request that came back is shown with its cause, its reminders stop, and whoever waits is told once', async () => {
	const { sendId, address } = await asked();
	expect((await request()).remindersStoppedAt).toBeNull();
	await comes(report(sendId, address));
	expect(await read()).toBe(1);
	expect(await fate(sendId)).toEqual({ state: 'returned', fault: 'recipient-unknown' });
	expect((await request()).remindersStoppedAt).not.toBeNull();
	expect(await told()).toEqual(['connection-blocked']);
	await comes(report(sendId, address));
	expect(await read()).toBe(0);
	expect(await told()).toEqual(['connection-blocked']);
});

it('asked again elsewhere, a late report of the first mail changes nothing of the second', async () => {
	const first = await asked();
	const second = await asked();
	await comes(report(first.sendId, first.address));
	expect(await read()).toBe(1);
	expect(await fate(second.sendId)).toEqual({ state: 'accepted', fault: null });
	expect((await request()).remindersStoppedAt).toBeNull();
	expect(await told()).toEqual([]);
});

it.each<[string, (mail: { sendId: string; address: string }) => string]>([
	['a delay', ({ sendId, address }) => report(sendId, address, ['delayed', '4.4.1'])],
	['what came of another recipient', ({ sendId }) => report(sendId, 'autre@elsewhere.example')],
	['an id of nothing of ours', ({ address }) => report(randomUUID(), address)],
	[
		'a person’s mail',
		({ sendId }) => `From: x@y.example\r\nSubject: ${sendId}\r\n\r\n550 5.1.1 user unknown\r\n`,
	],
])('%s returns no mail', async (_, raw) => {
	const mail = await asked();
	await comes(raw(mail));
	expect(await read()).toBe(0);
	expect(await fate(mail.sendId)).toEqual({ state: 'accepted', fault: null });
});

it('a report about a mail that the platform did not write changes nothing', async () => {
	const { sendId, address } = await asked();
	await office.tx(async ({ db }) => {
		await db.platformMail.deleteMany({ where: { sendId } });
		await db.send.updateMany({ where: { id: sendId }, data: { kind: 'test', senderId: office.senderId } });
	});
	await comes(report(sendId, address));
	expect(await read()).toBe(0);
});

it('what cannot be read, and a mail in which processes ended, hold nothing up behind them', async () => {
	const [passedOver, { sendId, address }] = [await asked(), await asked()];
	const nested = Array.from(
		{ length: 3_000 },
		(_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
	);
	await comes(`From: MAILER-DAEMON@mx.example\r\n${nested.join('')}`);
	expect(await read()).toBe(0);
	await comes(report(passedOver.sendId, passedOver.address));
	// The next one is the second of this mailbox.
	await beginMail(pool, 2, readingLimits.tries);
	await comes(report(sendId, address));
	expect(await read()).toBe(1);
	expect(await fate(passedOver.sendId)).toMatchObject({ state: 'accepted' });
	expect(await fate(sendId)).toMatchObject({ state: 'returned' });
	const rows = await pool.query('SELECT last_uid::int AS last, begun_uid AS begun FROM platform_inbox');
	expect(rows).toEqual([{ last: 3, begun: null }]);
});

it('another mailbox of the platform is read from its own beginning', async () => {
	const { sendId, address } = await asked();
	for (const _ of [1, 2, 3]) await comes('From: x@y.example\r\nSubject: a\r\n\r\nb\r\n');
	await read();
	const user = `refrain-${randomUUID()}@plateforme.example`;
	dovecot.addUser(user, 'secret');
	inbox = { ...inbox, user };
	await comes(report(sendId, address));
	expect(await read()).toBe(1);
});

it('is looked at again and again by the worker that leads, and by no other', async () => {
	const { sendId, address } = await asked();
	await comes(report(sendId, address));
	const smtp = { ...inbox, port: 465 };
	const sender = { address: inbox.user, displayName: 'Refrain', smtp, inbox };
	const logger = createLogger('test', { level: 'silent' });
	let leads = false;
	let stoodBy = 0;
	const lead = {
		async isHeld() {
			if (!leads) stoodBy++;
			return leads;
		},
	};
	const watch = watchPlatformInbox({ ...deps, sender, lead, logger, every: 20 });
	try {
		await expect.poll(() => stoodBy).toBeGreaterThan(2);
		expect(await fate(sendId)).toMatchObject({ state: 'accepted' });
		leads = true;
		await expect.poll(() => fate(sendId)).toMatchObject({ state: 'returned' });
		const next = await asked();
		await comes(report(next.sendId, next.address));
		await expect.poll(() => fate(next.sendId)).toMatchObject({ state: 'returned' });
	} finally {
		await watch.stop();
	}
});
