import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { prepareInstallation } from '#domain/accounts/prepare-installation.ts';
import { poke } from '#domain/outbox/poke.ts';
import { openSuppressionKey } from '#domain/suppressions/ask/suppression-key.ts';
import { openDatabase } from '#platform/database/database.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { engageContactForTest, type EngagedContact } from '#tests/crash/engaged-contact.ts';
import { startScriptedSmtpServer } from '#tests/crash/scripted-smtp-server.ts';
import { issueTestCertificate } from '#tests/crash/test-authority.ts';
import { createTestDatabase } from '#tests/environment/database.ts';
import { createTestNamespace } from '#tests/environment/temporal-namespace.ts';
import { startWorkerProcess, type WorkerProcess } from '#tests/environment/worker-process.ts';

/** The host at which conversations hang until the test lets them go on. Its scripted server answers under this name. */
const SLOW_HOST = 'localhost';
const PUBLIC_URL = 'https://refrain.example';
const HOUR = 3_600_000;

/** Two SMTP hosts over TLS, and worker processes as the launcher runs them, in a database and a namespace of their own. */
export type SlowHostRig = Awaited<ReturnType<typeof openSlowHostRig>>;

export async function openSlowHostRig() {
	const certificate = await issueTestCertificate([SLOW_HOST]);
	const testDatabase = await createTestDatabase();
	await prepareInstallation(testDatabase.url, { publicUrl: PUBLIC_URL, sandbox: false });
	const database = openDatabase({ url: testDatabase.url, name: 'places' });
	const admin = new pg.Client({ connectionString: testDatabase.adminUrl });
	await admin.connect();
	const masterKey = randomBytes(32);
	const envelopes = createEnvelopes(masterKey);
	await openSuppressionKey(database, envelopes);
	const [slow, quick] = await Promise.all([
		startScriptedSmtpServer({ security: 'tls', certificate }),
		startScriptedSmtpServer({ security: 'tls', certificate }),
	]);
	const authority = join(tmpdir(), `refrain-authority-${process.pid}-${testDatabase.name}.pem`);
	await writeFile(authority, certificate.authority);
	const namespace = await createTestNamespace(inject('temporalAddress'));
	const workers: WorkerProcess[] = [];

	const engage = (script: string, smtpPort: number, smtpHost: string, loginName: string) =>
		engageContactForTest(database, envelopes, script, {
			smtpHost,
			smtpPort,
			// Nobody reads mail here, and what is sent is filed by the server.
			imapPort: 1,
			filesSent: 'yes',
			provenAt: new Date(Date.now() + HOUR),
			loginName,
		});

	return {
		slow,
		quick,
		/** A contact whose mail hangs at 354. @param login says with it whose places are asked for. */
		engageSlow: (login: string) => engage('hold354', slow.port, SLOW_HOST, login),
		engageQuick: (login: string) => engage('anybody', quick.port, '127.0.0.1', login),
		/** What engaging leaves in the outbox: the dispatcher starts the run. */
		start: ({ subscriptionId, engagementId }: EngagedContact) =>
			database.inSubscription(subscriptionId, (tx) => poke(tx, 'engagement', engagementId)),
		async startWorker(environment: Record<string, string> = {}): Promise<WorkerProcess> {
			const worker = startWorkerProcess({
				DATABASE_URL: testDatabase.url,
				TEMPORAL_ADDRESS: inject('temporalAddress'),
				TEMPORAL_NAMESPACE: namespace,
				REFRAIN_MASTER_KEY: masterKey.toString('hex'),
				REFRAIN_PUBLIC_URL: PUBLIC_URL,
				REFRAIN_ALLOWED_PRIVATE_HOSTS: '127.0.0.1,::1',
				REFRAIN_WORKER_ROLES: 'runs,sends',
				REFRAIN_SEND_DRAIN: '1s',
				NODE_EXTRA_CA_CERTS: authority,
				...environment,
			});
			workers.push(worker);
			await worker.ready;
			return worker;
		},
		/** How many runs wait for each reason. */
		async reasons(): Promise<Record<string, number>> {
			const { rows } = await admin.query<{ reason: string; count: number }>(
				'SELECT reason, count(*)::int FROM engagement GROUP BY reason',
			);
			return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]));
		},
		rowsOf: (contact: EngagedContact) =>
			database.inSubscription(contact.subscriptionId, async ({ db }) => ({
				engagement: await db.engagement.findFirstOrThrow(),
				send: await db.send.findFirst(),
				attempts: await db.sendAttempt.count(),
				events: await db.event.findMany({ select: { kind: true } }),
			})),
		/** Conversations with the slow host that are open now, and the most that ever were. */
		conversations() {
			let open = 0;
			let most = 0;
			for (const { name } of slow.events) {
				if (name === 'connect') most = Math.max(most, ++open);
				if (name === 'close') open--;
			}
			return { open, most };
		},
		async close() {
			for (const worker of workers) if (worker.child.exitCode === null) await worker.kill();
			await Promise.all([slow.close(), quick.close()]);
			await admin.end();
			await database.close();
			await testDatabase.drop();
			await rm(authority, { force: true });
		},
	};
}
