import { readFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { NativeConnection, Worker } from '@temporalio/worker';
import { RUNS, SENDS } from '#workflows/contracts/task-queues.ts';
import { createHostPlaces } from '#activities/send/places/host-places.ts';
import { createNewsletterActivities } from '#activities/newsletters/create-newsletter-activities.ts';
import { openRelayPool } from '#mail/relay/open-relay-pool.ts';
import { relayProfileOf } from '#mail/relay/profiles.ts';
import { createSendActivities } from '#activities/send/create-send-activities.ts';
import { openDatabase } from '#platform/database/database.ts';
import { openDispatchPool } from '#platform/database/dispatch-pool.ts';
import { createLogger } from '#platform/logging.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { openSuppressionKey } from '#domain/suppressions/ask/suppression-key.ts';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { PATIENT_GRAPH } from '#tests/environment/patient-graph.ts';
import { openKeyRing } from '#platform/secrets/key-ring.ts';

/** What a test tells its worker, as JSON in `CRASH_WORKER`. */
export interface CrashWorkerSettings {
	readonly databaseUrl: string;
	readonly temporalAddress: string;
	readonly namespace: string;
	/** Path of the bundled workflows. */
	readonly bundle: string;
	/** PEM of the mail servers' authority. */
	readonly authority: string;
	/** 32 bytes in hexadecimal. */
	readonly masterKey: string;
	/** Where Microsoft Graph is asked. */
	readonly graphUrl: string;
	/** Milliseconds. */
	readonly heartbeat: number;
	readonly evidenceWindow: number;
}

const settings = JSON.parse(process.env['CRASH_WORKER']!) as CrashWorkerSettings;
const database = openDatabase({ url: settings.databaseUrl, name: 'crash', connections: 4 });
const pool = openDispatchPool(settings.databaseUrl);
const masterKey = Buffer.from(settings.masterKey, 'hex');
const envelopes = createEnvelopes(masterKey);
const logger = createLogger('crash', { level: 'warn' });
const limits = {
	// None of these may end what a slow machine still does.
	lease: LONGEST_WAIT,
	dotWithin: LONGEST_WAIT,
	armStatement: LONGEST_WAIT,
	heartbeat: settings.heartbeat,
	evidenceWindow: settings.evidenceWindow,
	drain: 1_000,
	// A cell never waits for a place.
	slots: 300,
	perHost: 100,
	placeLease: settings.heartbeat,
};
await openSuppressionKey(database, envelopes);
const deps = {
	database,
	envelopes,
	config: {
		publicUrl: 'https://refrain.example',
		sends: limits,
	},
	policy: { kind: 'real' as const, allowedPrivateHosts: ['127.0.0.1'], authorities: [settings.authority] },
	unsubscribeKeys: await openKeyRing(database, envelopes, 'unsubscribe'),
	signInProviders: new Map(),
	places: createHostPlaces({ masterKey, pool, logger, sends: limits }),
	graph: { url: settings.graphUrl, limits: PATIENT_GRAPH },
	logger,
};
const activities = {
	...createSendActivities(deps),
	...createNewsletterActivities({ ...deps, relayProfileOf, openRelay: openRelayPool }),
};
const connection = await NativeConnection.connect({ address: settings.temporalAddress });
const shared = { connection, namespace: settings.namespace, activities };
const runs = await Worker.create({
	...shared,
	taskQueue: RUNS,
	workflowBundle: { code: readFileSync(settings.bundle, 'utf8') },
	maxCachedWorkflows: 10,
	workflowThreadPoolSize: 1,
	// A killed worker's runs would wait ten seconds for it.
	stickyQueueScheduleToStartTimeout: '1s',
});
const sends = await Worker.create({
	...shared,
	taskQueue: SENDS,
	maxHeartbeatThrottleInterval: settings.heartbeat / 3,
	defaultHeartbeatThrottleInterval: settings.heartbeat / 3,
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
// Those after it begin faster; it is killed before Node would keep what it compiled.
flushCompileCache();
await Promise.all([runs.run(), sends.run()]);
