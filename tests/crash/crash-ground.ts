import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { retryNow } from '#domain/engagements/acts/retry-now.ts';
import { openSuppressionKey } from '#domain/suppressions/ask/suppression-key.ts';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { createEnvelopes, type Envelopes } from '#platform/secrets/envelope.ts';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { createTestNamespace } from '#tests/environment/temporal-namespace.ts';
import { until } from '#tests/environment/until.ts';
import { workflowBundle } from '#worker/bundle-workflows.ts';
import { runId } from '#workflows/contracts/run-ref.ts';
import { poke } from '#workflows/contracts/signals.ts';
import { RUNS } from '#workflows/contracts/task-queues.ts';
import type { EngagedContact } from './engaged-contact.ts';
import { startPostgresProxy, type PostgresProxy } from './postgres-proxy.ts';
import type { CrashWorkerSettings } from './send-worker.ts';
import { startTemporalProxy, type TemporalProxy } from './temporal-proxy.ts';
import { issueTestCertificate, type TestCertificate } from './test-authority.ts';

/** Silence after which a worker counts as dead, in milliseconds; one that lives says so six times as often. */
const SILENCE = 8_000;

/** What a test says when it is over; the last one runs first. */
export type Afterwards = (clean: () => Promise<void> | void) => void;

/** The run of one contact, or of a part of an issue, with what may be held around it. */
export interface CrashRun {
	readonly postgres: PostgresProxy;
	readonly temporal: TemporalProxy;
	/** Starts a worker; the first one may go through the proxies. */
	worker(through: 'proxies' | 'directly'): Promise<ChildProcess>;
	/** Starts the run. */
	run(): Promise<void>;
	/** *Réessayer maintenant* of an engagement: nobody waits a quarter of an hour here. */
	retry(): Promise<void>;
	/** Waits until the run waits for a time or a poke, or has ended. */
	atRest(): Promise<void>;
}

/** What the rows say of a contact's mail. */
export interface Fate {
	readonly state: string;
	readonly evidence: string | null;
	readonly settledBy: string | null;
	/** The outcomes of all attempts, oldest first. */
	readonly attempts: string;
}

/** A real database and a real Temporal, on which worker processes are killed. */
export class CrashGround {
	readonly certificate: TestCertificate;
	readonly database: Database;
	readonly envelopes: Envelopes;
	private readonly testDatabase: TestDatabase;
	private readonly temporalAddress: string;
	private readonly connection: Connection;
	private readonly bundle: string;
	private readonly masterKey: Buffer;

	private constructor(
		temporalAddress: string,
		certificate: TestCertificate,
		testDatabase: TestDatabase,
		connection: Connection,
		bundle: string,
	) {
		this.temporalAddress = temporalAddress;
		this.certificate = certificate;
		this.testDatabase = testDatabase;
		this.connection = connection;
		this.bundle = bundle;
		this.masterKey = randomBytes(32);
		this.database = openDatabase({ url: testDatabase.url, name: 'matrix' });
		this.envelopes = createEnvelopes(this.masterKey);
	}

	static async open(temporalAddress: string): Promise<CrashGround> {
		const ground = new CrashGround(
			temporalAddress,
			await issueTestCertificate(),
			await createTestDatabase(),
			await Connection.connect({ address: temporalAddress }),
			await workflowBundle(),
		);
		await openSuppressionKey(ground.database, ground.envelopes);
		return ground;
	}

	async close(): Promise<void> {
		await this.connection.close();
		await this.database.close();
		await this.testDatabase.drop();
	}

	/**
	 * @param of an engaged contact, or a part of an issue.
	 * @param settings.graphUrl where its workers ask Microsoft Graph; nowhere without it.
	 */
	async runOf(
		of: { readonly subscriptionId: string } & (
			{ readonly engagementId: string } | { readonly partId: string }
		),
		afterwards: Afterwards,
		settings: Pick<CrashWorkerSettings, 'evidenceWindow'> & { readonly graphUrl?: string },
	): Promise<CrashRun> {
		const { database, testDatabase, temporalAddress, certificate, bundle, masterKey } = this;
		const { subscriptionId } = of;
		const [kind, id] =
			'partId' in of ? (['part', of.partId] as const) : (['engagement', of.engagementId] as const);
		const postgres = await startPostgresProxy(testDatabase.url);
		afterwards(() => postgres.close());
		const temporal = await startTemporalProxy(temporalAddress);
		afterwards(() => temporal.close());
		// Workers of one namespace would take each other's tasks.
		const namespace = await createTestNamespace(temporalAddress);
		const workflowId = runId(kind, id);
		const client = new Client({ connection: this.connection, namespace });
		return {
			postgres,
			temporal,
			worker: (through) =>
				startWorker(afterwards, {
					databaseUrl: through === 'proxies' ? postgres.url : testDatabase.url,
					temporalAddress: through === 'proxies' ? temporal.address : temporalAddress,
					namespace,
					bundle,
					authority: certificate.authority,
					masterKey: masterKey.toString('hex'),
					heartbeat: SILENCE / 2,
					graphUrl: 'https://graph.invalid',
					...settings,
				}),
			async run() {
				const handle = await client.workflow.start(kind, {
					args: [{ subscriptionId, id, heartbeat: SILENCE }],
					taskQueue: RUNS,
					workflowId,
				});
				afterwards(async () => {
					await handle.terminate().catch(() => {});
				});
			},
			async retry() {
				await database.inSubscription(subscriptionId, async (tx) => {
					const { id: userId, licence } = await tx.db.user.findFirstOrThrow();
					const actor = { subscriptionId, userId, licence };
					await retryNow(tx, actor, { requestId: randomUUID(), engagementId: id });
				});
				// No dispatcher runs here.
				await client.workflow.getHandle(workflowId).signal(poke);
			},
			async atRest() {
				const handle = client.workflow.getHandle(workflowId);
				await until(
					'nothing of the run is under way',
					async () => (await handle.describe()).raw,
					({ pendingActivities, pendingWorkflowTask }) => !pendingActivities?.length && !pendingWorkflowTask,
				);
			},
		};
	}

	/** The one send of a contact, with its attempts and its frozen bytes. */
	sendOf({ subscriptionId, engagementId }: EngagedContact) {
		return this.database.inSubscription(subscriptionId, (tx) =>
			tx.db.send.findFirst({
				where: { engagementId },
				include: { attempts: { orderBy: { fence: 'asc' } }, content: true },
			}),
		);
	}
}

/** @param send from `sendOf`. */
export function fateOf(send: Awaited<ReturnType<CrashGround['sendOf']>>): Fate {
	return {
		state: send?.state ?? 'none',
		evidence: send?.evidence ?? null,
		settledBy: send?.settledBy ?? null,
		attempts: send?.attempts.map((attempt) => attempt.outcome ?? 'open').join(' ') ?? '',
	};
}

/** Ends a process that the test started, by its own id, and waits until it is gone. */
export async function kill(child: ChildProcess): Promise<void> {
	const gone = new Promise((resolve) => child.once('exit', resolve));
	child.kill('SIGKILL');
	await gone;
}

async function startWorker(afterwards: Afterwards, settings: CrashWorkerSettings): Promise<ChildProcess> {
	const child = fork(new URL('./send-worker.ts', import.meta.url), {
		env: { ...process.env, CRASH_WORKER: JSON.stringify(settings) },
		execArgv: [],
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
	});
	let output = '';
	child.stdout?.on('data', (text) => (output += text));
	child.stderr?.on('data', (text) => (output += text));
	afterwards(() => void child.kill('SIGKILL'));
	await new Promise<void>((resolve, reject) => {
		child.once('message', () => resolve());
		child.once('exit', () => reject(new Error(`the worker did not start: ${output}`)));
	});
	return child;
}
