/**
 * A database of release 0.1, whose worker died in the middle of its sends, is migrated to the newest schema: its runs go on
 * from their rows alone, and nothing leaves twice.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { signIn } from '#embedded/world/testing/demo-mailbox.ts';
import { startWorldProcess, type WorldProcess } from '#embedded/world/testing/world-process.ts';
import { openDatabase, type Database, type Transaction } from '#platform/database/database.ts';
import { migrate } from '#prisma/migrate.ts';
import { CADRELUNE_USERS } from '#prisma/demo/subscriptions.ts';
import { createTestNamespace } from '#tests/environment/temporal-namespace.ts';
import { until, untilEqual } from '#tests/environment/until.ts';
import { startWorkerProcess, type WorkerProcess } from '#tests/environment/worker-process.ts';
import {
	createDatabaseOfRelease01,
	MASTER_KEY_OF_0_1,
	type DatabaseOfRelease,
	type RecordedRun,
} from './database-of-release.ts';

/** Whom each run writes to. */
const PERSON: Record<RecordedRun, string> = {
	claimed: 'hold354.claimed@ardelouse.example',
	armed: 'holddot.armed@ardelouse.example',
	armedLost: 'holddot.lost@ardelouse.example',
	uncertain: 'dropdot.uncertain@ardelouse.example',
	ended: 'ended@ardelouse.example',
	waiting: 'waiting@ardelouse.example',
	personal: 'hold354.personal@ardelouse.example',
};
/** How many mails each of them shall get from the newest release. */
const MAILS: Record<RecordedRun, number> = {
	claimed: 1,
	armed: 0,
	armedLost: 1,
	uncertain: 0,
	ended: 0,
	waiting: 1,
	personal: 1,
};

const folder = mkdtempSync(join(tmpdir(), 'release-01-'));
let world: WorldProcess;
let release: DatabaseOfRelease;
let database: Database;
let environment: Record<string, string>;
let worker: WorkerProcess;

beforeAll(async () => {
	world = await startWorldProcess(folder);
	release = await createDatabaseOfRelease01();
	const { ports } = world;
	await asAdmin(`UPDATE mailbox SET imap_port = ${ports.imap}, smtp_port = ${ports.smtp}`);
	await fileAsServerDid('armed', CADRELUNE_USERS.camille.address);
	environment = {
		DATABASE_URL: release.testDatabase.url,
		TEMPORAL_ADDRESS: inject('temporalAddress'),
		TEMPORAL_NAMESPACE: await createTestNamespace(inject('temporalAddress')),
		REFRAIN_MASTER_KEY: MASTER_KEY_OF_0_1.toString('hex'),
		REFRAIN_PUBLIC_URL: 'https://refrain.example',
		REFRAIN_SEND_DRAIN: '1s',
		REFRAIN_SEND_EVIDENCE_WINDOW: '1s',
		REFRAIN_WATCH_HEARTBEAT: '5s',
		REFRAIN_SANDBOX: 'on',
		REFRAIN_WORLD_SMTP_PORT: String(ports.smtp),
		REFRAIN_WORLD_IMAP_PORT: String(ports.imap),
		REFRAIN_WORLD_CONTROL_PORT: String(ports.control),
		REFRAIN_WORLD_NAMES_PORT: String(ports.names),
		REFRAIN_WORLD_AUTHORITY: join(folder, 'authority.pem'),
	};
	database = openDatabase({ url: release.testDatabase.url, name: 'test' });
});
afterAll(async () => {
	await worker?.stop();
	await database?.close();
	await release?.testDatabase.drop();
	await world?.stop();
	rmSync(folder, { recursive: true, force: true });
});

async function asAdmin<Row>(sql: string, values: unknown[] = []): Promise<Row[]> {
	const client = new pg.Client({ connectionString: release.testDatabase.adminUrl });
	await client.connect();
	try {
		return (await client.query(sql, values)).rows as Row[];
	} finally {
		await client.end();
	}
}

/** The mail lies in Sent: the server had kept it before the worker died. */
async function fileAsServerDid(name: RecordedRun, mailbox: string): Promise<void> {
	const [content] = await asAdmin<{ bytes: Buffer }>(
		'SELECT bytes FROM send_content JOIN send ON send.id = send_id WHERE engagement_id = $1',
		[release.runs[name].id],
	);
	const client = await signIn(world, mailbox);
	await client.append('Sent', content!.bytes, ['\\Seen']);
	await client.logout();
}

const inside = <T>(name: RecordedRun, work: (tx: Transaction) => Promise<T>) =>
	database.inSubscription(release.runs[name].subscriptionId, work);
const runOf = (name: RecordedRun) =>
	inside(name, ({ db }) => db.engagement.findFirstOrThrow({ where: { id: release.runs[name].id } }));
const sendOf = (name: RecordedRun) => {
	const { id } = release.runs[name];
	return inside(name, ({ db }) =>
		db.send.findFirstOrThrow({ where: name === 'personal' ? { id } : { engagementId: id } }),
	);
};
const received = async (name: RecordedRun) => (await world.client.mailsOf(PERSON[name])).length;
const goesOn = (name: RecordedRun) =>
	until(
		`the run ${name} waits for its second step`,
		() => runOf(name),
		({ position, reason }) => position === 2 && reason === 'step-delay',
	);

it('is migrated by the product’s own runner, each run as it stood', async () => {
	expect(await migrate(release.testDatabase.url)).toEqual(
		readdirSync(new URL('../../prisma/migrations/', import.meta.url))
			.sort()
			.slice(2),
	);
	const states = {
		claimed: 'claimed',
		armed: 'armed',
		armedLost: 'armed',
		uncertain: 'uncertain',
		ended: 'accepted',
		personal: 'claimed',
	} as const;
	for (const name of Object.keys(states) as (keyof typeof states)[])
		expect(await sendOf(name)).toMatchObject({ state: states[name] });
	worker = startWorkerProcess(environment);
	await worker.ready;
});

it('what was claimed leaves', async () => {
	await goesOn('claimed');
	expect(await sendOf('claimed')).toMatchObject({ state: 'accepted', evidence: 'reply' });
	await until('the reply has left', async () => (await sendOf('personal')).state === 'accepted');
});

it('what was armed is accepted by the copy in Sent; where there is none, the mailbox’s policy decides', async () => {
	await goesOn('armed');
	expect(await sendOf('armed')).toMatchObject({ state: 'accepted', evidence: 'sent-folder' });
	await goesOn('armedLost');
	expect(await sendOf('armedLost')).toMatchObject({ state: 'accepted', evidence: 'reply' });
});

it('what was uncertain goes on as its mailbox’s policy says', async () => {
	await goesOn('uncertain');
	expect(await sendOf('uncertain')).toMatchObject({ state: 'uncertain', settledBy: 'silence' });
});

it('what waited leaves when its time comes, what had ended stays ended', async () => {
	await goesOn('waiting');
	expect(await runOf('ended')).toMatchObject({ state: 'withdrawn', reason: 'ended-withdrawn' });
});

it('each of them got what had not left, once, after another start too', async () => {
	const counts = async () =>
		Object.fromEntries(
			await Promise.all(Object.keys(MAILS).map(async (name) => [name, await received(name as RecordedRun)])),
		);
	await untilEqual('mails that arrived', counts, MAILS);
	await worker.kill();
	worker = startWorkerProcess(environment);
	await worker.ready;
	const looked = await inside('claimed', ({ at }) => Promise.resolve(at));
	await until('every mailbox is watched again', async () =>
		asAdmin<{ left: number }>(
			'SELECT count(*)::int AS left FROM mailbox_watch WHERE proven_at IS NULL OR proven_at < $1 OR lost_at IS NOT NULL',
			[looked],
		).then(([row]) => row!.left === 0),
	);
	expect(await counts()).toEqual(MAILS);
	expect(await asAdmin('SELECT 1 FROM restore_incident')).toEqual([]);
});
