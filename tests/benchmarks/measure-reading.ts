import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import { watchMailbox } from '#activities/mailbox/watch-mailbox.ts';
import { createMailReader } from '#mail/inbound/threads/mail-reader.ts';
import { readingLimits } from '#platform/limits.ts';
import type { DovecotServer } from '#tests/mail-servers/dovecot.ts';
import type { BenchServers } from './bench-servers.ts';
import { createCrowd, PASSWORD } from './crowd.ts';
import { costBetween, readCosts, type Cost } from './cost.ts';
import type { Product } from './product.ts';

/** How fast the headers of a mailbox are read, from the connection to the last of them. */
export interface ReadingFigures {
	readonly perSecond: number;
	readonly cost: Cost;
}

/** A mailbox full of strangers' mails, of which nothing is kept. */
export interface FullMailbox {
	readonly subscriptionId: string;
	readonly mailboxId: string;
	readonly address: string;
	readonly mails: number;
}

/** Fills a mailbox with mails whose headers are as long as those of the field (1.4 kB). */
export async function fillMailbox(
	servers: BenchServers,
	{ services }: Product,
	dovecot: DovecotServer,
	mails: number,
): Promise<FullMailbox> {
	const [run] = await createCrowd(services.database, services.envelopes, {
		mailboxes: 1,
		runsEach: 1,
		steps: 1,
		minutesApart: 1,
		smtpPort: servers.smtpPort,
		imapPort: dovecot.imapsPort,
	});
	const { subscriptionId } = run!;
	const { id: mailboxId, address } = await services.database.inSubscription(subscriptionId, ({ db }) =>
		db.mailbox.findFirstOrThrow(),
	);
	dovecot.addUser(address, PASSWORD);
	await dovecot.fill(
		address,
		Array.from({ length: mails }, (_, place) => letter(address, place)),
	);
	return { subscriptionId, mailboxId, address, mails };
}

const HOPS = ['mx.cadrelune.example', 'relay.stranger.example', 'out.stranger.example'];

function letter(to: string, place: number): string {
	const received = HOPS.map(
		(host) =>
			`Received: from ${host} (${host} [198.51.100.7]) by inner.${host} with ESMTPS id ${randomUUID()}; Mon, 02 Mar 2026 08:12:11 +0100`,
	);
	return [
		...received,
		`DKIM-Signature: v=1; a=rsa-sha256; d=stranger.example; s=one; h=from:to:subject; bh=${'a'.repeat(43)}=; b=${'b'.repeat(340)}`,
		`From: Somebody <somebody-${place % 2_000}@stranger.example>`,
		`To: ${to}`,
		`Subject: Commande =?utf-8?Q?n=C2=B0?= ${place}`,
		`Message-ID: <${randomUUID()}@stranger.example>`,
		'Date: Mon, 02 Mar 2026 08:12:11 +0100',
		'MIME-Version: 1.0',
		'Content-Type: text/plain; charset=utf-8',
		'',
		'Bonjour,',
		'',
	].join('\r\n');
}

/** The baseline: one imapflow fetches the same of every mail with one command, and looks at nothing. */
export async function measureBareReading(
	servers: BenchServers,
	dovecot: DovecotServer,
	{ address, mails }: FullMailbox,
): Promise<ReadingFigures> {
	return timed(servers, mails, async () => {
		const client = new ImapFlow({
			host: dovecot.host,
			port: dovecot.imapsPort,
			secure: true,
			tls: { ca: dovecot.authority },
			auth: { user: address, pass: PASSWORD },
			logger: false,
			disableAutoIdle: true,
		});
		client.on('error', () => {});
		await client.connect();
		await client.mailboxOpen('INBOX', { readOnly: true });
		let fetched = 0;
		const query = { uid: true, internalDate: true, size: true, headers: true } as const;
		for await (const mail of client.fetch('1:*', query, { uid: true })) if (mail.headers) fetched += 1;
		if (fetched !== mails) throw new Error(`${fetched} of ${mails} headers came`);
		client.close();
	});
}

/** The product's watch of the same mailbox: from its login until the first reading is over. */
export async function measureReading(
	servers: BenchServers,
	{ config, services, logger }: Product,
	dovecot: DovecotServer,
	{ subscriptionId, mailboxId, mails }: FullMailbox,
): Promise<ReadingFigures> {
	const { database } = services;
	await database.inSubscription(subscriptionId, async ({ db, at }) => {
		await db.mailboxFolder.deleteMany({ where: { mailboxId } });
		await db.mailboxReading.deleteMany({ where: { mailboxId } });
		await db.mailboxReading.create({ data: { subscriptionId, mailboxId, askedAt: at } });
	});
	const reader = createMailReader(readingLimits);
	const deps = { ...services, config, logger, reader, policy: dovecot.policy };
	const end = new AbortController();
	try {
		return await timed(servers, mails, async () => {
			const watch = watchMailbox(deps, { subscriptionId, id: mailboxId }, end.signal);
			while (!(await isRead())) await sleep(20);
			end.abort();
			await watch;
		});
	} finally {
		await reader.close();
	}

	async function isRead(): Promise<boolean> {
		const { endedAt, folders } = await database.inSubscription(subscriptionId, async ({ db }) => ({
			...(await db.mailboxReading.findFirstOrThrow({ where: { mailboxId } })),
			folders: await db.mailboxFolder.aggregate({ where: { mailboxId }, _sum: { historyRead: true } }),
		}));
		if (!endedAt) return false;
		if (folders._sum.historyRead !== mails)
			throw new Error(`${folders._sum.historyRead} of ${mails} headers were read`);
		return true;
	}
}

async function timed(
	servers: BenchServers,
	mails: number,
	work: () => Promise<void>,
): Promise<ReadingFigures> {
	const before = readCosts(servers);
	const from = performance.now();
	await work();
	const seconds = (performance.now() - from) / 1_000;
	return { perSecond: mails / seconds, cost: costBetween(before, readCosts(servers), mails) };
}
