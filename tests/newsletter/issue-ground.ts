import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { prepareInstallation } from '#domain/accounts/prepare-installation.ts';
import { issueCounts, type IssueCounts } from '#domain/newsletters/issues/issue-counts.ts';
import { poke } from '#domain/outbox/poke.ts';
import { openSuppressionKey } from '#domain/suppressions/ask/suppression-key.ts';
import type { Actor } from '#domain/values/actor.ts';
import { openDatabase, type Database, type Transaction } from '#platform/database/database.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { issueTestCertificate } from '#tests/crash/test-authority.ts';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import {
	createLetter,
	createPreparingIssue,
	createRelay,
	createSubscribers,
} from '#tests/environment/rows/leaving-issue.ts';
import { createSubscription, createUser } from '#tests/environment/rows/user.ts';
import { createTestNamespace } from '#tests/environment/temporal-namespace.ts';
import { startWorkerProcess, type WorkerProcess } from '#tests/environment/worker-process.ts';
import { until } from '#tests/environment/until.ts';
import { startRecordingSink, type RecordingSink } from './recording-sink.ts';

/** What became of one recipient, by her address. */
export type Fates = ReadonlyMap<string, string>;

/** A subscription whose newsletter leaves through a recording relay, by real worker processes on a real Temporal. */
export class IssueGround {
	readonly subscriptionId = crypto.randomUUID();
	database: Database;
	readonly sink: RecordingSink;
	readonly ines: Actor;
	readonly #testDatabase: TestDatabase;
	readonly #masterKey: Buffer;
	readonly #environment: Record<string, string>;
	readonly #workers: WorkerProcess[] = [];
	readonly #close: () => Promise<void>;

	private constructor(
		parts: Pick<IssueGround, 'database' | 'sink'> & {
			testDatabase: TestDatabase;
			masterKey: Buffer;
			environment: Record<string, string>;
			close: () => Promise<void>;
		},
	) {
		({ database: this.database, sink: this.sink } = parts);
		this.#testDatabase = parts.testDatabase;
		this.#masterKey = parts.masterKey;
		this.#environment = parts.environment;
		this.#close = parts.close;
		this.ines = {
			subscriptionId: this.subscriptionId,
			userId: crypto.randomUUID(),
			licence: 'responsable',
		};
	}

	/** @param answersAfter milliseconds before the relay answers a dot. */
	static async open(answersAfter = 0): Promise<IssueGround> {
		const certificate = await issueTestCertificate();
		const folder = await mkdtemp(join(tmpdir(), 'refrain-issue-'));
		const authority = join(folder, 'authority.pem');
		await writeFile(authority, certificate.authority);
		const testDatabase = await createTestDatabase();
		const publicUrl = 'https://refrain.example';
		await prepareInstallation(testDatabase.url, { publicUrl, sandbox: false });
		const database = openDatabase({ url: testDatabase.url, name: 'issue' });
		const masterKey = randomBytes(32);
		await openSuppressionKey(database, createEnvelopes(masterKey));
		const sink = await startRecordingSink(certificate, answersAfter);
		const ground = new IssueGround({
			...{ database, sink, masterKey, testDatabase },
			environment: {
				DATABASE_URL: testDatabase.url,
				TEMPORAL_ADDRESS: inject('temporalAddress'),
				TEMPORAL_NAMESPACE: await createTestNamespace(inject('temporalAddress')),
				REFRAIN_MASTER_KEY: masterKey.toString('hex'),
				REFRAIN_PUBLIC_URL: publicUrl,
				REFRAIN_ONE_MACHINE: 'on',
				REFRAIN_SEND_DRAIN: '1s',
				REFRAIN_ALLOWED_PRIVATE_HOSTS: '127.0.0.1',
				NODE_EXTRA_CA_CERTS: authority,
			},
			async close() {
				await sink.close();
				await ground.database.close();
				await onServer(`DROP DATABASE IF EXISTS ${testDatabase.name}_backup`);
				await testDatabase.drop();
				await rm(folder, { recursive: true });
			},
		});
		await ground.tx(async (tx) => {
			await createSubscription(tx);
			await createUser(tx, { id: ground.ines.userId, licence: 'responsable' });
		});
		return ground;
	}

	tx<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
		return this.database.inSubscription(this.subscriptionId, work);
	}

	/** Starts `worker/main.ts` as the launcher would. */
	async worker(): Promise<WorkerProcess> {
		const worker = startWorkerProcess(this.#environment);
		this.#workers.push(worker);
		await worker.ready;
		return worker;
	}

	/** A copy of all files of the database; no worker may run. */
	backUp(): Promise<void> {
		const { name } = this.#testDatabase;
		return this.#whileNobodyIsConnected(`CREATE DATABASE ${name}_backup TEMPLATE ${name} STRATEGY FILE_COPY`);
	}

	/** The database as the copy holds it; no worker may run. */
	restore(): Promise<void> {
		const { name } = this.#testDatabase;
		return this.#whileNobodyIsConnected(
			`DROP DATABASE ${name} WITH (FORCE)`,
			`CREATE DATABASE ${name} TEMPLATE ${name}_backup STRATEGY FILE_COPY`,
		);
	}

	async #whileNobodyIsConnected(...statements: readonly string[]): Promise<void> {
		await this.database.close();
		for (const statement of statements) await onServer(statement);
		this.database = openDatabase({ url: this.#testDatabase.url, name: 'issue' });
		await openSuppressionKey(this.database, createEnvelopes(this.#masterKey));
	}

	/** An issue to so many recipients, which begins as soon as a worker runs. */
	issue(count: number): Promise<string> {
		return this.tx(async (tx) => {
			const senderId = await createRelay(tx, {
				smtpPort: this.sink.port,
				password: { envelopes: createEnvelopes(this.#masterKey), words: 'secret' },
			});
			const newsletterId = await createLetter(tx, { ownerId: this.ines.userId });
			await createSubscribers(tx, { newsletterId, senderId, count });
			const issueId = await createPreparingIssue(tx, newsletterId);
			await poke(tx, 'issue', issueId);
			return issueId;
		});
	}

	counts(issueId: string): Promise<IssueCounts> {
		return this.tx(async (tx) => (await issueCounts(tx, issueId))!);
	}

	/** Waits until nothing of the issue waits any more. */
	async over(issueId: string): Promise<IssueCounts> {
		await until('the issue has left', () =>
			this.tx(({ db }) => db.newsletterIssue.count({ where: { id: issueId, state: 'observing' } })),
		);
		return this.counts(issueId);
	}

	/** The letter of each recipient, counted place by place: a place has one that is no `.`, or none yet. */
	async fates(issueId: string): Promise<Fates> {
		const rows = await this.tx(
			(tx) => tx.sql<{ address: string; letters: string }>`
			SELECT asked.address, coalesce(string_agg(substr(held.outcomes, asked.place - held.first_place + 1, 1), ''), '') AS letters
			FROM issue_place asked
			JOIN issue_part part ON part.issue_id = asked.issue_id AND asked.place BETWEEN part.first_place AND part.last_place
			LEFT JOIN issue_window held ON held.part_id = part.id AND asked.place BETWEEN held.first_place AND held.last_place
			WHERE asked.issue_id = ${issueId}::uuid GROUP BY asked.address`,
		);
		return new Map(rows.map(({ address, letters }) => [address, letters.replaceAll('.', '')]));
	}

	async close(): Promise<void> {
		for (const worker of this.#workers) {
			worker.child.kill('SIGCONT');
			await worker.kill();
		}
		await this.#close();
	}
}

async function onServer(statement: string): Promise<void> {
	const client = new pg.Client({ connectionString: inject('postgresUrl') });
	await client.connect();
	try {
		await client.query(statement);
	} finally {
		await client.end();
	}
}

/** Reads the counts again and again beside what sends. @returns how often they were read, once `done` holds. */
export async function watchCounts(
	ground: IssueGround,
	issueId: string,
	recipients: number,
	done: () => boolean,
): Promise<number> {
	let reads = 0;
	while (!done()) {
		const [{ state }, fates, counts] = await Promise.all([
			ground.tx(({ db }) => db.newsletterIssue.findFirstOrThrow({ where: { id: issueId } })),
			ground.fates(issueId),
			ground.counts(issueId),
		]);
		if (state === 'preparing') continue;
		const { accepted, rejected, uncertain, leftOut, waiting } = counts;
		if (
			counts.recipients !== recipients ||
			accepted + rejected + uncertain + leftOut + waiting !== recipients
		)
			throw new Error(`the counts do not add up: ${JSON.stringify(counts)}`);
		if (waiting < 0) throw new Error(`more than everybody: ${JSON.stringify(counts)}`);
		const doubled = [...fates.values()].find((letters) => letters.length > 1);
		if (doubled || fates.size !== recipients) throw new Error(`a place has several fates: ${doubled}`);
		reads++;
	}
	return reads;
}
