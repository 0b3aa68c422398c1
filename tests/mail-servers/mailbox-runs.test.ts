import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Client } from '@temporalio/client';
import type { Actor } from '#domain/values/actor.ts';
import { prepareInstallation } from '#domain/accounts/prepare-installation.ts';
import { deleteMailbox } from '#domain/mailboxes/delete-mailbox.ts';
import { watchLimits } from '#platform/limits.ts';
import { mailboxGate } from '#domain/gates/mailbox-gate.ts';
import { nudgeWatch } from '#domain/mailboxes/nudge-watch.ts';
import { readConnectionTest } from '#domain/mailboxes/read-connection-test.ts';
import { saveMailbox } from '#domain/mailboxes/save-mailbox.ts';
import { startConnectionTest } from '#domain/mailboxes/start-connection-test.ts';
import { poke } from '#domain/outbox/poke.ts';
import { openDatabase, type Database, type Transaction } from '#platform/database/database.ts';
import { createEnvelopes, type Envelopes } from '#platform/secrets/envelope.ts';
import { openTemporal } from '#platform/temporal/client.ts';
import { createTestDatabase, type TestDatabase } from '../environment/database.ts';
import { createEngagement } from '../environment/engagement-rows.ts';
import { createTestNamespace } from '../environment/temporal-namespace.ts';
import { until, untilEqual } from '../environment/until.ts';
import { startWorkerProcess, type WorkerProcess } from '../environment/worker-process.ts';
import { startTemporalProxy, type TemporalProxy } from '../crash/temporal-proxy.ts';
import { startRewritingServer, type RewritingServer } from './rewriting-server.ts';
import { startCuttingProxy, type CuttingProxy } from './cutting-proxy.ts';
import { startDovecot, type DovecotServer } from './dovecot.ts';
import { startPostfix, type PostfixServer } from './postfix.ts';

/** Mailboxes as the product runs them: worker processes, Temporal, a Dovecot and a Postfix. */
const DOMAIN = 'cadrelune.example';
const masterKey = randomBytes(32);
const folder = mkdtempSync(join(tmpdir(), 'refrain-runs-'));
const workers: WorkerProcess[] = [];
let dovecot: DovecotServer;
let postfix: PostfixServer;
let rewriting: RewritingServer;
let imap: CuttingProxy;
let testDatabase: TestDatabase;
let database: Database;
let envelopes: Envelopes;
let namespace: string;
let temporal: { client: Client; close(): Promise<void> };

beforeAll(async () => {
	dovecot = await startDovecot();
	postfix = await startPostfix(dovecot, DOMAIN);
	imap = await startCuttingProxy(dovecot.imapsPort);
	rewriting = await startRewritingServer(dovecot, 'secret');
	const authorities = [dovecot, postfix, rewriting].map(({ authority }) => authority);
	writeFileSync(join(folder, 'authorities.pem'), `${authorities.join('\n')}\n`);
	testDatabase = await createTestDatabase();
	await prepareInstallation(testDatabase.url, { publicUrl: 'https://refrain.example', sandbox: false });
	database = openDatabase({ url: testDatabase.url, name: 'test' });
	envelopes = createEnvelopes(masterKey);
	namespace = await createTestNamespace(inject('temporalAddress'));
	temporal = openTemporal({ address: inject('temporalAddress'), namespace, tls: false });
	await startWorker({ REFRAIN_WORKER_ROLES: 'runs, sends' });
});
afterAll(async () => {
	await Promise.all(workers.splice(0).map((worker) => worker.stop()));
	await temporal?.close();
	await database?.close();
	await testDatabase?.drop();
	await imap?.close();
	await rewriting?.stop();
	await postfix?.stop();
	await dovecot?.stop();
	rmSync(folder, { recursive: true, force: true });
});

async function startWorker(environment: Record<string, string>): Promise<WorkerProcess> {
	const worker = startWorkerProcess({
		DATABASE_URL: testDatabase.url,
		TEMPORAL_ADDRESS: inject('temporalAddress'),
		TEMPORAL_NAMESPACE: namespace,
		REFRAIN_MASTER_KEY: masterKey.toString('hex'),
		REFRAIN_PUBLIC_URL: 'https://refrain.example',
		REFRAIN_ALLOWED_PRIVATE_HOSTS: 'localhost, 127.0.0.1',
		REFRAIN_SEND_DRAIN: '1s',
		REFRAIN_WATCH_HEARTBEAT: '5s',
		NODE_EXTRA_CA_CERTS: join(folder, 'authorities.pem'),
		...environment,
	});
	workers.push(worker);
	await worker.ready;
	return worker;
}
const startWatcher = (environment: Record<string, string> = {}) =>
	startWorker({ REFRAIN_WORKER_ROLES: 'mailbox-watch', ...environment });

/** A salesperson with a mailbox at both servers, a contact engaged from it; its run is poked. */
class Sales {
	readonly user = `camille-${randomUUID().slice(0, 8)}@${DOMAIN}`;
	readonly contact = `mathilde-${randomUUID().slice(0, 8)}@${DOMAIN}`;
	run!: Awaited<ReturnType<typeof createEngagement>>;

	static async begin(smtpPort = postfix.smtpsPort): Promise<Sales> {
		const sales = new Sales();
		dovecot.addUser(sales.user, 'secret');
		dovecot.addUser(sales.contact, 'secret');
		sales.run = await createEngagement(
			{ database, config: { masterKey } },
			{
				startsIn: 0,
				to: sales.contact,
				mailbox: {
					address: sales.user,
					password: 'secret',
					imapPort: imap.port,
					smtpPort,
				},
			},
		);
		await sales.tx(async (tx) => {
			await tx.db.user.updateMany({ data: { email: sales.user } });
			await tx.db.sender.updateMany({ data: { gapMinSeconds: 0, gapMaxSeconds: 0 } });
			await tx.db.mailboxWatch.updateMany({ data: { caughtUpEpoch: 0, provenAt: null } });
			await poke(tx, 'mailbox', sales.run.mailboxId);
			await poke(tx, 'engagement', sales.run.id);
		});
		return sales;
	}
	get actor(): Actor {
		return { subscriptionId: this.run.subscriptionId, userId: this.run.userId, licence: 'utilisateur' };
	}
	tx<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
		return database.inSubscription(this.run.subscriptionId, work);
	}
	row() {
		return this.tx(({ db }) => db.engagement.findFirstOrThrow({ where: { id: this.run.id } }));
	}
	untilRow(is: Partial<Awaited<ReturnType<Sales['row']>>>) {
		return until(
			`the run is ${JSON.stringify(is)}`,
			() => this.row(),
			(row) => Object.entries(is).every(([key, value]) => row[key as keyof typeof row] === value),
		);
	}
	gate() {
		return this.tx(async ({ db }) => {
			const row = await db.mailbox.findFirstOrThrow({
				where: { id: this.run.mailboxId },
				include: { watch: true },
			});
			return mailboxGate(row, row.watch, new Date(), watchLimits.proofFresh);
		});
	}
	messages() {
		return this.tx(({ db }) => db.message.findMany());
	}
	/** Nothing pokes the run: something else must. */
	nextIsDue() {
		return this.tx(({ db }) =>
			db.engagement.updateMany({ data: { dueAt: new Date(0), nextLookAt: new Date(0) } }),
		);
	}
	/** The contact answers the first mail, by the id that is in it. */
	async answer(messageId?: string): Promise<void> {
		const send = await this.tx(({ db }) => db.send.findFirstOrThrow({ where: { state: 'accepted' } }));
		await dovecot.deliver(
			this.user,
			`From: ${this.contact}\r\nTo: ${this.user}\r\nSubject: Re\r\nMessage-ID: <${randomUUID()}@x.example>\r\n` +
				`In-Reply-To: ${messageId ?? send.messageId}\r\n\r\nOui\r\n`,
		);
	}
	async test(password: string): Promise<string> {
		const server = { host: 'localhost', security: 'tls', user: this.user } as const;
		const { testId } = await this.tx((tx) =>
			startConnectionTest(tx, envelopes, this.actor, {
				mailboxId: this.run.mailboxId,
				address: this.user,
				settings: {
					imap: { ...server, port: imap.port },
					smtp: { ...server, port: postfix.smtpsPort },
					isShared: false,
				},
				secrets: { imap: password },
				language: 'fr',
			}),
		);
		return testId;
	}
	/** Every line of a test once it is over. */
	async tested(testId: string) {
		return until(
			'the test is over',
			() => this.tx((tx) => readConnectionTest(tx, this.actor, testId)),
			({ state }) => state !== 'running',
		);
	}
	async untilCompleted(kind: 'mailbox' | 'engagement'): Promise<void> {
		await untilEqual(
			`state of the ${kind}’s workflow`,
			async () => {
				const id = kind === 'mailbox' ? this.run.mailboxId : this.run.id;
				return (await temporal.client.workflow.getHandle(`${kind}/${id}`).describe()).status.name;
			},
			'COMPLETED',
		);
	}
}

describe('with one watcher', () => {
	let watcher: WorkerProcess;
	beforeAll(async () => {
		watcher = await startWatcher();
	});
	afterAll(() => watcher.stop());

	it('the first mail leaves once the mailbox is read, and a reply ends the run', async () => {
		const sales = await Sales.begin();
		await sales.untilRow({ position: 2 });
		await sales.answer();
		await sales.untilRow({ state: 'succeeded' });
		await sales.untilCompleted('engagement');
		expect(await sales.messages()).toMatchObject([{ verdict: 'reply', folder: 'INBOX' }]);
	});

	it('a changed password loses it; tested and saved anew it goes on by itself at once', async () => {
		const sales = await Sales.begin();
		await sales.untilRow({ position: 2 });
		await sales.nextIsDue();
		await dovecot.changePassword(sales.user, 'another');
		await dovecot.kick(sales.user);
		await sales.untilRow({ state: 'blocked', reason: 'mailbox-lost' });

		const wrong = await sales.tested(await sales.test('wrong'));
		expect(
			wrong.checks.filter(({ state }) => state === 'failed').map(({ check, code }) => [check, code]),
		).toEqual([
			['login-imap', 'password-refused'],
			['login-smtp', 'password-refused'],
		]);
		const testId = await sales.test('another');
		const good = await sales.tested(testId);
		expect(good.checks.map(({ state }) => state)).toEqual(good.checks.map(() => 'ok'));
		await sales.tx((tx) => saveMailbox(tx, envelopes, sales.actor, { testId }));
		// The second step leaves: nothing else was done to the run.
		await sales.untilRow({ position: 3 });
	});

	it('a server that gives mails an id of its own: the second mail and the answer go by the id that is in Sent', async () => {
		const sales = await Sales.begin(rewriting.port);
		await sales.untilRow({ position: 2 });
		const { serverMessageId } = await until(
			'the id of the server is known',
			() => sales.tx(({ db }) => db.send.findFirstOrThrow()),
			(send) => send.serverMessageId !== null,
		);
		expect(serverMessageId).toBe(rewriting.idsGiven(sales.user)[0]);
		await sales.nextIsDue();
		await sales.tx((tx) => poke(tx, 'engagement', sales.run.id));
		await sales.untilRow({ position: 3 });
		const second = rewriting.taken(sales.user)[1]!;
		expect(second).toContain(`In-Reply-To: ${serverMessageId}`);
		expect(second).toContain(`References: ${serverMessageId}`);
		await sales.answer(serverMessageId!);
		await sales.untilRow({ state: 'succeeded' });
	});

	it('deleted, its run ends and its line is closed', async () => {
		const sales = await Sales.begin();
		await sales.untilRow({ position: 2 });
		const open = imap.open;
		await sales.tx((tx) =>
			deleteMailbox(tx, sales.actor, { mailboxId: sales.run.mailboxId, withdraw: true }),
		);
		await sales.untilCompleted('mailbox');
		await until('its line is closed', () => imap.open < open);
		await sales.untilRow({ state: 'withdrawn' });
	});

	it('a killed watcher is replaced, and what came meanwhile is read', async () => {
		const sales = await Sales.begin();
		await sales.untilRow({ position: 2 });
		await watcher.kill();
		await sales.answer();
		watcher = await startWatcher();
		await sales.untilRow({ state: 'succeeded' });
	});
});

describe('two watchers, one cut from Temporal only', () => {
	let proxy: TemporalProxy | undefined;
	afterEach(() => proxy?.close());

	it('the fence lets one of them write: a reply is stored once, and the cut one closes', async () => {
		proxy = await startTemporalProxy(inject('temporalAddress'));
		const cut = await startWatcher({ TEMPORAL_ADDRESS: proxy.address });
		const sales = await Sales.begin();
		await sales.untilRow({ position: 2 });
		const fence = async () => (await sales.tx(({ db }) => db.mailboxWatch.findFirstOrThrow())).fence;
		const before = await fence();
		expect(await sales.gate()).toBe('ok');
		proxy.cut();
		const other = await startWatcher();
		await until('another one took it', fence, (seen) => seen > before);
		await until(
			'the gate is open',
			() => sales.gate(),
			(gate) => gate === 'ok',
		);
		await sales.answer();
		await sales.untilRow({ state: 'succeeded' });
		await sales.tx((tx) => nudgeWatch(tx, [sales.run.mailboxId]));
		// The cut one gives the mailbox back: only the other one's line is open.
		await until(
			'one line is open',
			() => dovecot.doveadm('who', '-1', sales.user),
			(lines) => lines.trim().split('\n').slice(1).length === 1,
		);
		expect(await sales.messages()).toHaveLength(1);
		expect(cut.child.exitCode).toBeNull();
		proxy.restore();
		await Promise.all([cut.stop(), other.stop()]);
	});
});
