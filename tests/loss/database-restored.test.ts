import { fork, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { engageContact } from '#domain/engagements/engage/engage-contact.ts';
import { stopEngagement } from '#domain/engagements/acts/stop-engagement.ts';
import { issueCounts } from '#domain/newsletters/issues/issue-counts.ts';
import { prepareIssue } from '#domain/newsletters/issues/prepare-issue.ts';
import { openSuppressionKey } from '#domain/suppressions/ask/suppression-key.ts';
import { readRestore } from '#domain/support/read-restore.ts';
import { firstPassword } from '#embedded/world/testing/demo-mailbox.ts';
import { startWorldProcess, type WorldProcess } from '#embedded/world/testing/world-process.ts';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { DEMO_PEOPLE } from '#prisma/demo/people.ts';
import { CADRELUNE_USERS } from '#prisma/demo/subscriptions.ts';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { createEngagement } from '#tests/environment/engagement-rows.ts';
import { createContact } from '#tests/environment/rows/contact.ts';
import { createLetter, createPreparingIssue } from '#tests/environment/rows/leaving-issue.ts';
import { createTestNamespace } from '#tests/environment/temporal-namespace.ts';

/**
 * PostgreSQL comes back from a real copy of its files in mid-sequence, over two subscriptions, while Temporal and the mail
 * servers know what happened since: nothing leaves twice, and each mailbox goes on once it was read back.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'refrain-restore-'));
const masterKey = randomBytes(32);
/** Of events that take a second on a quiet machine. */
const WITHIN = { timeout: 60_000, interval: 100 };

let testDatabase: TestDatabase;
let world: WorldProcess;
let environment: NodeJS.ProcessEnv;
let database: Database;
let worker: ChildProcess | undefined;

type Run = Awaited<ReturnType<typeof createEngagement>>;

beforeAll(async () => {
	testDatabase = await createTestDatabase();
	world = await startWorldProcess(folder);
	environment = {
		...process.env,
		DATABASE_URL: testDatabase.url,
		TEMPORAL_ADDRESS: inject('temporalAddress'),
		TEMPORAL_NAMESPACE: await createTestNamespace(inject('temporalAddress')),
		REFRAIN_MASTER_KEY: masterKey.toString('hex'),
		REFRAIN_PUBLIC_URL: 'https://refrain.example',
		REFRAIN_SEND_DRAIN: '2s',
		REFRAIN_LOG_LEVEL: process.env.REFRAIN_TEST_LOG ?? 'silent',
		REFRAIN_SANDBOX: 'on',
		REFRAIN_WORLD_SMTP_PORT: String(world.ports.smtp),
		REFRAIN_WORLD_IMAP_PORT: String(world.ports.imap),
		REFRAIN_WORLD_CONTROL_PORT: String(world.ports.control),
		REFRAIN_WORLD_NAMES_PORT: String(world.ports.names),
		REFRAIN_WORLD_AUTHORITY: join(folder, 'authority.pem'),
	};
	await sql(`INSERT INTO installation (public_url, sandbox) VALUES ('https://refrain.example', true)`);
	await startWorker();
}, 120_000);
afterAll(async () => {
	await stopWorker();
	await database?.close();
	await world?.stop();
	await onServer(`DROP DATABASE IF EXISTS ${testDatabase.name}_backup WITH (FORCE)`);
	await testDatabase?.drop();
	rmSync(folder, { recursive: true, force: true });
}, 60_000);

async function query<Row extends object>(url: string, text: string): Promise<Row[]> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		return (await client.query(text)).rows as Row[];
	} finally {
		await client.end();
	}
}
const sql = <Row extends object>(text: string) => query<Row>(testDatabase.adminUrl, text);
const onServer = (text: string) => query(inject('postgresUrl'), text);

async function startWorker(): Promise<void> {
	database = openDatabase({ url: testDatabase.url, name: 'test' });
	worker = fork(join(root, 'worker/main.ts'), { env: environment, execArgv: [], stdio: 'inherit' });
	const ended = once(worker, 'exit').then(([code]) => new Error(`the worker ended with ${String(code)}`));
	const first = await Promise.race([once(worker, 'message'), ended]);
	if (first instanceof Error) throw first;
	await openSuppressionKey(database, createEnvelopes(masterKey));
}

async function stopWorker(): Promise<void> {
	if (!worker || worker.exitCode !== null) return;
	const exit = once(worker, 'exit');
	worker.kill('SIGTERM');
	await exit;
	worker = undefined;
}

/** A copy of all files of the database, taken while nobody is connected. */
async function backUp(): Promise<void> {
	await stopWorker();
	await database.close();
	await onServer(`DROP DATABASE IF EXISTS ${testDatabase.name}_backup`);
	await onServer(
		`CREATE DATABASE ${testDatabase.name}_backup TEMPLATE ${testDatabase.name} STRATEGY FILE_COPY`,
	);
	await startWorker();
}

/** The database as the copy holds it. Nobody works yet. */
async function restore(): Promise<void> {
	await stopWorker();
	await database.close();
	await onServer(`DROP DATABASE ${testDatabase.name} WITH (FORCE)`);
	await onServer(
		`CREATE DATABASE ${testDatabase.name} TEMPLATE ${testDatabase.name}_backup STRATEGY FILE_COPY`,
	);
}

const people = DEMO_PEOPLE.filter(
	({ behaviour, addresses }) => behaviour.does === 'silent' && addresses.length > 0,
);
const addressOf = (place: number) => people[place]!.addresses[0]!;

/** The first step of a run leaves now; its mailbox is watched. */
async function engaged(user: keyof typeof CADRELUNE_USERS, person: number): Promise<Run> {
	const { address } = CADRELUNE_USERS[user];
	const { smtp: smtpPort, imap: imapPort } = world.ports;
	const run = await createEngagement(
		{ database, config: { masterKey } },
		{
			startsIn: 0,
			mailbox: { address, password: firstPassword(address), smtpPort, imapPort },
			to: addressOf(person),
		},
	);
	await sql(`UPDATE sender SET gap_min_seconds = 0, gap_max_seconds = 0 WHERE id = '${run.senderId}'`);
	await sql(
		`UPDATE mailbox_watch SET caught_up_epoch = 0, proven_at = NULL WHERE mailbox_id = '${run.mailboxId}'`,
	);
	await poke(run, 'mailbox', run.mailboxId);
	await poke(run, 'engagement', run.id);
	await expect.poll(() => position(run), WITHIN).toBe(2);
	return run;
}

const poke = (run: Run, workflow: string, id: string) =>
	sql(`INSERT INTO outbox (subscription_id, kind, workflow, target_id)
		VALUES ('${run.subscriptionId}', 'poke', '${workflow}', '${id}')`);

/** The delay of the next step is over. */
async function fallDue(run: Run): Promise<void> {
	await sql(`UPDATE engagement SET due_at = domain_now(), planned_at = domain_now(), next_look_at = domain_now()
		WHERE id = '${run.id}' AND ended_at IS NULL`);
	await poke(run, 'engagement', run.id);
}

const row = async (run: Run) =>
	database.inSubscription(run.subscriptionId, ({ db }) =>
		db.engagement.findFirstOrThrow({ where: { id: run.id } }),
	);
const position = async (run: Run) => (await row(run)).position;
const reason = async (run: Run) => (await row(run)).reason;
const received = async (person: number) => (await world.client.mailsOf(addressOf(person))).length;
const incident = () => database.asSupport(readRestore);

function afterRestore(...args: string[]): Promise<{ code: number | null; words: string }> {
	const child = spawn(process.execPath, ['embedded/after-restore.ts', ...args], {
		cwd: root,
		env: environment,
	});
	let words = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (words += String(text)));
	return new Promise((done) => child.on('close', (code) => done({ code, words })));
}

it('comes back from a backup in mid-sequence: nothing leaves twice, and each mailbox goes on once read back', async () => {
	const [mine, theirs, stopped] = [
		await engaged('camille', 0),
		await engaged('ines', 1),
		await engaged('karim', 2),
	];
	const issue = await leavingIssue(mine, [5, 6, 7]);
	await expect.poll(() => Promise.all([5, 6, 7].map(received)), WITHIN).toEqual([1, 0, 0]);
	await backUp();

	// What the backup does not know: a mail of an issue, a second step of two subscriptions, an answer, a new engagement, a STOP.
	await nextOf(issue);
	await expect.poll(() => Promise.all([5, 6, 7].map(received)), WITHIN).toEqual([1, 1, 0]);
	await fallDue(mine);
	await fallDue(theirs);
	await expect.poll(() => Promise.all([position(mine), position(theirs)]), WITHIN).toEqual([3, 3]);
	await world.client.act(addressOf(1), {
		behaviour: 'answers',
		senders: [CADRELUNE_USERS.ines.address],
	});
	await expect.poll(() => reason(theirs), WITHIN).toBe('ended-reply');
	const lost = await engageAnother(mine, 3);
	await expect.poll(() => received(3), WITHIN).toBe(1);
	await database.inSubscription(stopped.subscriptionId, (tx) =>
		stopEngagement(tx, actorOf(stopped), {
			requestId: randomUUID(),
			engagementId: stopped.id,
			verdict: 'failure',
		}),
	);

	await restore();
	await sql(`UPDATE mailbox SET imap_port = 1 WHERE id = '${theirs.mailboxId}'`);
	await startWorker();
	await fallDue(mine);
	await fallDue(theirs);

	// The mailbox that can be read goes on, the other one waits with its reason, although its run had ended and knows nothing.
	await expect.poll(() => reason(mine), WITHIN).toBe('closing-delay');
	expect(await position(mine)).toBe(3);
	await expect.poll(() => reason(theirs), WITHIN).toBe('database-restored');
	expect(await position(theirs)).toBe(2);
	await expect.poll(async () => (await held()).length, WITHIN).toBe(1);
	expect(await held()).toEqual([theirs.mailboxId]);
	const { unknownMails, foundSteps, provenBy } = (await incident())!;
	expect(provenBy).toBe('database');
	expect(foundSteps).toMatchObject([{ engagementId: mine.id, position: 2 }, { engagementId: null }]);
	expect(unknownMails).toMatchObject([{ mailboxId: mine.mailboxId }]);
	expect(unknownMails[0]!.sendId).toBe(lost);
	// The issue knows again whom its mailbox wrote to, and goes on with the one who waits.
	await expect.poll(() => countsOf(issue), WITHIN).toMatchObject({ accepted: 2, waiting: 1, uncertain: 0 });
	await sql(`UPDATE newsletter_issue SET gap_min_seconds = 0, gap_max_seconds = 0`);
	await poke(mine, 'part', issue.partId);
	await expect.poll(() => countsOf(issue), WITHIN).toMatchObject({ recipients: 3, accepted: 3 });

	// Nobody could read it: the command says so, and that STOPs are lost.
	const first = await afterRestore();
	expect(first.words).toContain('2 steps count as left, 1 mails of ours are unknown');
	expect(first.words).toMatch(/not read \(.+\); nothing leaves from it/);
	expect(first.words).toContain('STOPs and unsubscribes since then are lost');
	expect(first.code).toBe(1);
	expect((await row(stopped)).endedAt).toBeNull();

	await sql(`UPDATE mailbox SET imap_port = ${world.ports.imap} WHERE id = '${theirs.mailboxId}'`);
	const second = await afterRestore();
	expect(second.words).toContain(
		'1 steps count as left, 0 mails of ours are unknown to the database, 1 replies',
	);
	expect(second.words).toContain('Every mailbox may send again.');
	expect(second.code).toBe(0);
	expect(await row(theirs)).toMatchObject({ reason: 'ended-reply', lastSentAt: expect.any(Date) });
	// Again: there is nothing to do, unless somebody names the backup, which reads the same once more.
	const third = await afterRestore();
	expect([third.code, third.words]).toEqual([0, expect.stringContaining('read back after restore 1')]);
	const { lostSince } = (await incident())!;
	const fourth = await afterRestore('--since', lostSince.toISOString());
	expect([fourth.code, fourth.words]).toEqual([0, second.words]);

	// Everybody looks again: two mails each, one answer, one incident.
	for (const run of [mine, theirs, stopped]) await poke(run, 'mailbox', run.mailboxId);
	await fallDue(stopped);
	await expect.poll(() => position(stopped), WITHIN).toBe(3);
	expect(await Promise.all([0, 1, 2, 3].map(received))).toEqual([2, 2, 2, 1]);
	expect(await Promise.all([5, 6, 7].map(received))).toEqual([1, 1, 1]);
	expect(await sql('SELECT 1 FROM restore_incident')).toHaveLength(1);
	expect(await sql(`SELECT 1 FROM message WHERE verdict = 'reply'`)).toHaveLength(1);
}, 300_000);

it('where its files were copied back as they were, a run that knows more than its row proves it', async () => {
	const run = await engaged('camille', 4);
	await backUp();
	await fallDue(run);
	await expect.poll(() => position(run), WITHIN).toBe(3);

	await restore();
	await sql('UPDATE installation SET fingerprint = NULL');
	// Its watcher would find the copy as well: the run is to be the first.
	await sql(`UPDATE mailbox SET imap_port = 1 WHERE id = '${run.mailboxId}'`);
	await startWorker();
	await fallDue(run);
	await expect.poll(() => reason(run), WITHIN).toBe('database-restored');
	expect((await incident())!.provenBy).toBe('run');
	expect(await held()).toContain(run.mailboxId);

	await sql(`UPDATE mailbox SET imap_port = ${world.ports.imap} WHERE id = '${run.mailboxId}'`);
	await poke(run, 'mailbox', run.mailboxId);
	await expect.poll(() => reason(run), WITHIN).toBe('closing-delay');
	expect([await position(run), await received(4)]).toEqual([3, 2]);
}, 300_000);

const held = async () =>
	(await incident())!.mailboxes.filter(({ read }) => !read?.reopenedAt).map(({ id }) => id);

const actorOf = (run: Run) => ({
	subscriptionId: run.subscriptionId,
	userId: run.userId,
	licence: 'utilisateur' as const,
});

interface Issue {
	readonly run: Run;
	readonly issueId: string;
	readonly partId: string;
}

/** An issue leaves from the run's own mailbox, an hour between two mails; its first one is due. */
async function leavingIssue(run: Run, readers: readonly number[]): Promise<Issue> {
	const made = await database.inSubscription(run.subscriptionId, async (tx) => {
		const { subscriptionId, at } = tx;
		// Newsletters leave by day only: it is about noon where this mailbox lives.
		const east = 12 - at.getUTCHours();
		const timeZone = `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`;
		await tx.db.sender.updateMany({ where: { id: run.senderId }, data: { timeZone } });
		const newsletterId = await createLetter(tx, { ownerId: run.userId });
		// Places are in the order of the contacts' ids.
		const ids = readers.map(() => randomUUID()).toSorted();
		for (const [place, person] of readers.entries()) {
			const { contactId } = await createContact(tx, { id: ids[place]!, address: addressOf(person) });
			const subscriber = { newsletterId, contactId, senderId: run.senderId };
			await tx.db.newsletterSubscriber.create({ data: { subscriptionId, ...subscriber, subscribedAt: at } });
		}
		const issueId = await createPreparingIssue(tx, newsletterId);
		await prepareIssue(tx, issueId, { version: 1, variables: ['contact.prenom'], links: [] });
		await tx.db.newsletterIssue.updateMany({
			where: { id: issueId },
			data: { gapMinSeconds: 3_600, gapMaxSeconds: 3_600 },
		});
		const { id: partId } = await tx.db.issuePart.findFirstOrThrow({ where: { issueId } });
		return { run, issueId, partId };
	});
	await nextOf(made);
	return made;
}

/** The gap since the last mail of its mailbox is over: one more leaves. */
async function nextOf({ run, partId }: Issue): Promise<void> {
	await sql(`UPDATE send SET sent_at = sent_at - interval '2 hours' WHERE sender_id = '${run.senderId}'`);
	await poke(run, 'part', partId);
}

const countsOf = ({ run, issueId }: Issue) =>
	database.inSubscription(run.subscriptionId, (tx) => issueCounts(tx, issueId));

/** Engages somebody else in the same sequence. @returns the id of the mail that left. */
async function engageAnother(run: Run, person: number): Promise<string> {
	const engagementId = await database.inSubscription(run.subscriptionId, async (tx) => {
		const { subscriptionId } = tx;
		const contact = await tx.db.contact.create({
			data: { subscriptionId, companyId: run.companyId, lastName: 'Galvanec' },
		});
		await tx.db.contactAddress.create({
			data: { subscriptionId, contactId: contact.id, address: addressOf(person), isPrimary: true },
		});
		const answer = await engageContact(tx, actorOf(run), {
			requestId: randomUUID(),
			contactId: contact.id,
			sequenceId: run.sequenceId,
			confirmed: ['confirm-colleague'],
		});
		return answer.engagementId;
	});
	const left = () =>
		database.inSubscription(run.subscriptionId, ({ db }) =>
			db.send.findFirst({ where: { engagementId, state: 'accepted' } }),
		);
	await expect.poll(left, WITHIN).toBeTruthy();
	return (await left())!.id;
}
