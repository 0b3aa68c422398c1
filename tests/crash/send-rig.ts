import { randomBytes } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createHostPlaces } from '#activities/send/places/host-places.ts';
import { createSendActivities } from '#activities/send/create-send-activities.ts';
import type { SendActivities } from '#activities/send/create-send-activities.ts';
import { prepareInstallation } from '#domain/accounts/prepare-installation.ts';
import { openSuppressionKey } from '#domain/suppressions/ask/suppression-key.ts';
import { openDatabase } from '#platform/database/database.ts';
import type { Database, Transaction } from '#platform/database/database.ts';
import { openDispatchPool, type DispatchPool } from '#platform/database/dispatch-pool.ts';
import { createLogger } from '#platform/logging.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { openKeyRing } from '#platform/secrets/key-ring.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import { createTestDatabase } from '#tests/environment/database.ts';
import type { TestDatabase } from '#tests/environment/database.ts';
import { PATIENT_GRAPH } from '#tests/environment/patient-graph.ts';
import { startTokenServer, type TokenServer } from '#tests/environment/token-server.ts';
import { startGraphServer, type ListeningGraphServer } from '#embedded/graph/graph-server.ts';
import type { SubmittedMail } from '#embedded/graph/graph-mailbox.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import { engageContactForTest } from './engaged-contact.ts';
import type { EngagedContact, MailServers } from './engaged-contact.ts';
import { startScriptedSmtpServer } from './scripted-smtp-server.ts';
import type { ScriptedSmtpServer } from './scripted-smtp-server.ts';
import { startSentImapServer } from './sent-imap-server.ts';
import type { SentImapServer } from './sent-imap-server.ts';
import { issueTestCertificate } from './test-authority.ts';

/** The activities of sends over a real database, a scripted SMTP server and an IMAP account, without a worker. */
export class SendRig {
	readonly testDatabase: TestDatabase;
	readonly database: Database;
	/** Sees the rows of all subscriptions as dispatch does. */
	readonly pool: DispatchPool;
	readonly envelopes: Envelopes;
	readonly smtp: ScriptedSmtpServer;
	readonly imap: SentImapServer;
	readonly tokens: TokenServer;
	/** Takes the token `valid` and nothing else. */
	readonly graph: ListeningGraphServer;
	/** What left through Graph. */
	readonly leftByGraph: readonly SubmittedMail[];
	/** Of unsubscribe links. */
	readonly ring: KeyRing;
	readonly activities: SendActivities;

	private constructor(
		parts: Pick<
			SendRig,
			| 'testDatabase'
			| 'database'
			| 'pool'
			| 'envelopes'
			| 'smtp'
			| 'imap'
			| 'tokens'
			| 'graph'
			| 'leftByGraph'
			| 'ring'
			| 'activities'
		>,
	) {
		({
			testDatabase: this.testDatabase,
			database: this.database,
			pool: this.pool,
			envelopes: this.envelopes,
			smtp: this.smtp,
			imap: this.imap,
			tokens: this.tokens,
			graph: this.graph,
			leftByGraph: this.leftByGraph,
			ring: this.ring,
			activities: this.activities,
		} = parts);
	}

	/**
	 * @param options.heartbeat Milliseconds of silence after which Temporal would give an activity up.
	 * @param options.perHost Conversations at once with the SMTP server.
	 * @param options.byToken The SMTP server takes the token `valid` and nothing else, of a provider named `test`.
	 */
	static async open({ heartbeat = 30_000, perHost = 5, byToken = false } = {}): Promise<SendRig> {
		const certificate = await issueTestCertificate();
		const testDatabase = await createTestDatabase();
		await prepareInstallation(testDatabase.url, { publicUrl: 'https://refrain.example', sandbox: true });
		const database = openDatabase({ url: testDatabase.url, name: 'sends', writesToUsers: true });
		const pool = openDispatchPool(testDatabase.url);
		const masterKey = randomBytes(32);
		const envelopes = createEnvelopes(masterKey);
		const logger = createLogger('test', { level: 'silent' });
		const imap = await startSentImapServer(certificate);
		const login = { user: 'camille', password: 'secret' };
		const tokens = await startTokenServer(certificate);
		const smtp = await startScriptedSmtpServer({
			security: 'tls',
			certificate,
			...(byToken ? { byToken: { mechanism: 'XOAUTH2', token: 'valid' } } : { login }),
		});
		const leftByGraph: SubmittedMail[] = [];
		const scopes = ['Mail.ReadWrite', 'Mail.Send'];
		const graph = await startGraphServer({
			certificate,
			bearerOf: (token) => (token === 'valid' ? { address: 'camille@cadrelune.example', scopes } : undefined),
			deliver: (mail) => void leftByGraph.push(mail),
		});
		await openSuppressionKey(database, envelopes);
		const ring = await openKeyRing(database, envelopes, 'unsubscribe');
		const sends = {
			lease: 60_000,
			heartbeat,
			evidenceWindow: 60_000,
			drain: 1_000,
			slots: 3 * perHost,
			perHost,
			placeLease: 60_000,
			dotWithin: 60_000,
			armStatement: 60_000,
		};
		const activities = createSendActivities({
			database,
			envelopes,
			config: { publicUrl: 'https://refrain.example', sends },
			policy: { kind: 'real', allowedPrivateHosts: ['127.0.0.1'], authorities: [certificate.authority] },
			platformSender: {
				...{ address: 'refrain@plateforme.example', displayName: 'Refrain' },
				smtp: { host: '127.0.0.1', port: smtp.port, security: 'tls', ...login },
			},
			unsubscribeKeys: ring,
			// One kind of token opens both resources here.
			signInProviders: new Map([
				['test', { ...tokens.provider, renew: (grant) => tokens.provider.renew(grant, 'mail') }],
			]),
			places: createHostPlaces({ masterKey, pool, logger, sends }),
			graph: { url: graph.url, limits: { ...PATIENT_GRAPH, standsAfter: 30_000 } },
			logger,
		});
		const servers = { smtp, imap, tokens, graph, leftByGraph };
		return new SendRig({ testDatabase, database, pool, envelopes, ...servers, ring, activities });
	}

	async close(): Promise<void> {
		await this.smtp.close();
		await this.imap.close();
		await this.tokens.close();
		await this.graph.close();
		await this.database.close();
		await this.pool.close();
		await this.testDatabase.drop();
	}

	/** @param script What the SMTP server shall do with the contact's mails. */
	engage(script: string, servers: Partial<MailServers> = {}): Promise<EngagedContact> {
		return engageContactForTest(this.database, this.envelopes, script, {
			smtpPort: this.smtp.port,
			imapPort: this.imap.port,
			filesSent: 'yes',
			...servers,
		});
	}

	/** Runs an activity as a worker does. @param onHeartbeat Called for each sign of life. */
	run(
		activity: (ref: RunRef) => Promise<Look>,
		ref: RunRef,
		onHeartbeat: () => void = () => {},
	): Promise<Look> {
		// Failures are what these tests ask for.
		const environment = new MockActivityEnvironment(undefined, { logger: new DefaultLogger('ERROR') });
		environment.on('heartbeat', onHeartbeat);
		return environment.run(activity, ref);
	}

	step(contact: EngagedContact): Promise<Look> {
		return this.run(this.activities.performStep, refOf(contact));
	}

	reconcile(contact: EngagedContact): Promise<Look> {
		return this.run(this.activities.reconcile, refOf(contact));
	}

	inside<T>(contact: EngagedContact, work: (tx: Transaction) => Promise<T>): Promise<T> {
		return this.database.inSubscription(contact.subscriptionId, work);
	}

	rowsOf(contact: EngagedContact) {
		return this.inside(contact, async ({ db }) => ({
			engagement: await db.engagement.findFirstOrThrow(),
			send: await db.send.findFirst({ where: { engagementId: contact.engagementId } }),
			address: await db.contactAddress.findFirstOrThrow(),
		}));
	}

	/** All attempts at mails to the contact, oldest first. */
	attemptsOf(contact: EngagedContact) {
		return this.inside(contact, ({ db }) => db.sendAttempt.findMany({ orderBy: { startedAt: 'asc' } }));
	}

	copiesTo(contact: EngagedContact) {
		return this.smtp.copies.filter((copy) => copy.to === contact.address);
	}

	/** Moves domain time, for everybody in this database. */
	async advance(contact: EngagedContact, milliseconds: number): Promise<void> {
		await this.inside(
			contact,
			({ db }) =>
				db.$executeRaw`UPDATE installation SET clock_offset_ms = clock_offset_ms + ${milliseconds}::bigint`,
		);
	}

	/** The evidence window of an armed or uncertain send is over. */
	async endEvidenceWindow(contact: EngagedContact): Promise<void> {
		const armedAt = new Date(Date.now() - 120_000);
		await this.inside(contact, ({ db }) =>
			db.send.updateMany({ where: { state: { in: ['armed', 'uncertain'] } }, data: { armedAt } }),
		);
	}
}

/** The run of an engaged contact. */
export const refOf = ({ subscriptionId, engagementId }: EngagedContact): RunRef => ({
	subscriptionId,
	id: engagementId,
});
