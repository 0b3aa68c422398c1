/**
 * The worker process: it conducts the runs, speaks SMTP, sends newsletters and watches mailboxes, all of it or what `REFRAIN_WORKER_ROLES`
 * names; as many processes as wanted. With the role `runs` it also delivers the outbox and sweeps.
 */
import { config } from '#platform/config.ts';
import { announceReady, onStop } from '#platform/lifecycle.ts';
import { deliveryLimits } from '#platform/limits.ts';
import { createLogger } from '#platform/logging.ts';
import { openTemporal } from '#platform/temporal/client.ts';
import { createActivities } from './activities.ts';
import { askRecipientDomains } from './ask-recipient-domains.ts';
import { workflowBundle } from './bundle-workflows.ts';
import { checkPlatformSender } from './check-platform-sender.ts';
import { checkTrackingDomains } from './check-tracking-domains.ts';
import { startDispatcher } from './dispatcher.ts';
import { serveHealth } from './health.ts';
import { judgeForEver } from './judge-hits.ts';
import { standForSweep } from './lead.ts';
import { logSdkInto } from './log-of-sdk.ts';
import { InstallationRefused } from './refuse-copy.ts';
import { watchPlatformInbox } from './platform-inbox.ts';
import { createRuns } from './runs.ts';
import { refuseUnreadyTemporal } from './refuse-temporal.ts';
import { openServices, type Services } from './services.ts';
import { startSweep } from './sweep.ts';
import { startTemporalWorkers } from './temporal-workers.ts';

// Windows and days name their zone; whatever does not must not depend on the machine.
process.env.TZ = 'UTC';
// Under `npm run dev` every thread would report its imports to this one, and Temporal's SDK takes that for its own.
delete process.env.WATCH_REPORT_DEPENDENCIES;

const settings = config();
const logger = createLogger('worker', { level: settings.logLevel });
logSdkInto(logger);

const services = await openServices(settings, logger).catch(endWithSentence);
await refuseUnreadyTemporal(settings.temporal).catch(endWithSentence);
const workers = await startTemporalWorkers({
	config: settings,
	bundle: await workflowBundle(),
	activities: createActivities(services),
	logger,
});
const delivery = settings.worker.roles.includes('runs') ? await startDelivery(services) : undefined;
const { port } = settings.worker;
const health = port === undefined ? undefined : await serveHealth(port, settings.web.host, reportHealth);

workers.running.catch((error: unknown) => {
	logger.fatal({ err: error }, 'a Temporal worker failed');
	process.exit(1);
});
onStop(async () => {
	logger.info('draining');
	await health?.close();
	await delivery?.stop();
	await workers.stop();
	await services.close();
});
if (settings.worker.roles.includes('sends')) void checkPlatformSender(services);
logger.info({ roles: settings.worker.roles }, 'ready');
announceReady();

function endWithSentence(error: unknown): never {
	if (!(error instanceof InstallationRefused)) throw error;
	console.error(error.message);
	process.exit(1);
}

async function startDelivery(services: Services): Promise<{ stop(): Promise<void> }> {
	const { pool, platformSender: sender } = services;
	const temporal = openTemporal(settings.temporal);
	const runs = createRuns(temporal.client, settings);
	const dispatcher = await startDispatcher({ databaseUrl: settings.database.url, pool, runs, logger });
	const lead = standForSweep({ url: settings.database.url, silence: deliveryLimits.leaderSilence });
	const sweep = startSweep({ pool, runs, logger, lead });
	const inbox = watchPlatformInbox({ ...services, sender, lead });
	const judge = judgeForEver({ ...services, lead });
	const domains = checkTrackingDomains({ ...services, lead });
	const filters = askRecipientDomains({ ...services, lead });
	return {
		async stop() {
			const parts = [dispatcher, sweep, inbox, judge, domains, filters];
			await Promise.all(parts.map((part) => part.stop()));
			await lead.close();
			await temporal.close();
		},
	};
}

async function reportHealth() {
	const states = workers.states();
	const database = await services.database.inInstallation(async () => 'ok').catch(() => 'unreachable');
	const healthy = database === 'ok' && Object.values(states).every((state) => state === 'RUNNING');
	return { healthy, parts: { database, ...states } };
}
