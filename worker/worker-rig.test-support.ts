import { randomBytes, randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import type { Client } from '@temporalio/client';
import { openTemporal } from '#platform/temporal/client.ts';
import { parseConfig, type Config } from '#platform/config.ts';
import { createLogger } from '#platform/logging.ts';
import { createTestDatabase } from '#tests/environment/database.ts';
import { createTestNamespace } from '#tests/environment/temporal-namespace.ts';
import { createActivities } from './activities.ts';
import { workflowBundle } from './bundle-workflows.ts';
import { logSdkInto } from './log-of-sdk.ts';
import { createRuns, type Runs } from './runs.ts';
import { openServices, type Services } from './services.ts';
import { startTemporalWorkers } from './temporal-workers.ts';

/**
 * A worker as `main.ts` composes it, without dispatcher and sweep, in a database and a namespace of its own. One a test
 * file: the SDK's runtime is installed once a process.
 */
export interface WorkerRig {
	readonly config: Config;
	readonly services: Services;
	readonly client: Client;
	readonly runs: Runs;
	/** SQL as the superuser, behind row-level security. */
	readonly adminUrl: string;
	stop(): Promise<void>;
}

export async function startWorkerRig(environment: Record<string, string> = {}): Promise<WorkerRig> {
	const testDatabase = await createTestDatabase();
	const config = parseConfig({
		DATABASE_URL: testDatabase.url,
		TEMPORAL_ADDRESS: inject('temporalAddress'),
		TEMPORAL_NAMESPACE: await createTestNamespace(inject('temporalAddress')),
		REFRAIN_MASTER_KEY: randomBytes(32).toString('hex'),
		REFRAIN_PUBLIC_URL: 'https://refrain.example',
		REFRAIN_ONE_MACHINE: 'on',
		REFRAIN_SEND_DRAIN: '1s',
		...environment,
	});
	const logger = createLogger('test', { level: process.env.REFRAIN_TEST_LOG ?? 'silent' });
	logSdkInto(logger);
	const services = await openServices(config, logger);
	const workers = await startTemporalWorkers({
		config,
		bundle: await workflowBundle(),
		activities: createActivities(services),
		logger,
	});
	const temporal = openTemporal(config.temporal);
	return {
		config,
		services,
		client: temporal.client,
		runs: createRuns(temporal.client),
		adminUrl: testDatabase.adminUrl,
		async stop() {
			await workers.stop();
			await temporal.close();
			await services.close();
			await testDatabase.drop();
		},
	};
}

/** What a test says of the engagement that it needs. */
export interface EngagementWish {
	readonly subscriptionId?: string;
	/** Milliseconds from now until it starts. */
	readonly startsIn: number;
}

/**
 * A salesperson, her mailbox that is read to its end, and a contact engaged in a sequence of two steps, as rows; nobody has
 * poked its run.
 */
export async function createEngagement(
	{ database }: Pick<Services, 'database'>,
	{ subscriptionId = randomUUID(), startsIn }: EngagementWish,
): Promise<{ subscriptionId: string; id: string; userId: string; companyId: string; mailboxId: string }> {
	const [userId, mailboxId, companyId, contactId, sequenceId, versionId, id] = Array.from({ length: 7 }, () =>
		randomUUID(),
	) as [string, string, string, string, string, string, string];
	await database.inSubscription(subscriptionId, async ({ db, at }) => {
		const startAt = new Date(at.getTime() + startsIn);
		const name = { firstName: 'Camille', lastName: 'Dérand' };
		if ((await db.subscription.count()) === 0)
			await db.subscription.create({ data: { id: subscriptionId, name: 'Cadrelune' } });
		await db.user.create({
			data: {
				...name,
				subscriptionId,
				id: userId,
				email: `${userId}@cadrelune.example`,
				licence: 'utilisateur',
			},
		});
		await db.mailbox.create({
			data: {
				subscriptionId,
				id: mailboxId,
				ownerId: userId,
				address: `${mailboxId}@cadrelune.example`,
				displayName: 'Camille Dérand',
				state: 'synchronised',
				imapHost: '127.0.0.1',
				imapPort: 993,
				imapSecurity: 'tls',
				smtpHost: '127.0.0.1',
				smtpPort: 465,
				smtpSecurity: 'tls',
				loginName: 'camille',
				synchronisedAt: at,
			},
		});
		await db.mailboxWatch.create({
			data: { subscriptionId, mailboxId, epoch: 1, caughtUpEpoch: 1, provenAt: new Date() },
		});
		await db.company.create({ data: { subscriptionId, id: companyId, name: 'Ardelouse' } });
		await db.contact.create({ data: { subscriptionId, id: contactId, companyId, lastName: 'Ronsavel' } });
		await db.contactAddress.create({
			data: { subscriptionId, contactId, address: `${contactId}@ardelouse.example`, isPrimary: true },
		});
		await db.sequence.create({
			data: { subscriptionId, id: sequenceId, title: 'Premier contact', isActive: true, ownerId: userId },
		});
		await db.sequenceVersion.create({
			data: {
				subscriptionId,
				id: versionId,
				sequenceId,
				number: 1,
				windowDays: [1, 2, 3, 4, 5, 6, 7],
				windowFrom: 0,
				windowTo: 1440,
				createdById: userId,
				createdAt: at,
			},
		});
		for (const position of [1, 2])
			await db.sequenceStep.create({
				data: {
					subscriptionId,
					versionId,
					position,
					delayAmount: position === 1 ? 0 : 3,
					delayUnit: 'days',
					subject: position === 1 ? 'Bonjour' : null,
					bodyHtml: '<p>Bonjour</p>',
				},
			});
		await db.engagement.create({
			data: {
				subscriptionId,
				id,
				contactId,
				companyId,
				sequenceId,
				versionId,
				mailboxId,
				responsibleUserId: userId,
				engagedById: userId,
				startAt,
				engagedAt: at,
				timeZone: 'Europe/Paris',
				stepCount: 2,
				state: 'scheduled',
				reason: 'before-start',
				reasonSince: at,
				plannedAt: startAt,
				nextLookAt: startAt,
			},
		});
	});
	return { subscriptionId, id, userId, companyId, mailboxId };
}

/** How often a run has looked at its row. */
export async function countLooks(
	{ database }: Pick<Services, 'database'>,
	run: { subscriptionId: string; id: string },
) {
	return database.inSubscription(run.subscriptionId, ({ db }) =>
		db.engagementLook.count({ where: { engagementId: run.id } }),
	);
}
