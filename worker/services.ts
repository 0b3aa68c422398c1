import { listenForNudges } from '#activities/mailbox/nudges.ts';
import { createHostPlaces } from '#activities/send/places/host-places.ts';
import { noticeOtherDatabase } from '#domain/restores/notice-other-database.ts';
import { openSuppressionKey } from '#domain/suppressions/ask/suppression-key.ts';
import { openRelayPool } from '#mail/relay/open-relay-pool.ts';
import { relayProfileOf } from '#mail/relay/profiles.ts';
import { createMailReader } from '#mail/inbound/threads/mail-reader.ts';
import type { Config } from '#platform/config.ts';
import { openDatabase } from '#platform/database/database.ts';
import { openDispatchPool } from '#platform/database/dispatch-pool.ts';
import { readingLimits, tokenLimits } from '#platform/limits.ts';
import type { Logger } from '#platform/logging.ts';
import { networkPolicyOf } from '#platform/network/policy-of-config.ts';
import { createEnvelopes, SealBroken } from '#platform/secrets/envelope.ts';
import { openKeyRing } from '#platform/secrets/key-ring.ts';
import { worldClientOf } from '#platform/world/client-of-config.ts';
import { GRAPH_LIMITS } from '#providers/delivery/graph/graph-limits.ts';
import { openSignInProviders } from '#providers/sign-in/open-sign-in.ts';
import { deliverabilityTools } from './deliverability-tools.ts';
import { discoveryTools } from './discovery-tools.ts';
import { InstallationRefused, refuseCopy } from './refuse-copy.ts';

/** What the activities of this process share. */
export type Services = Awaited<ReturnType<typeof openServices>>;

/**
 * Opens what the activities need, once a process.
 *
 * @throws {InstallationRefused} before anything else is read where this database is a copy, or sealed with another key.
 */
export async function openServices(config: Config, logger: Logger) {
	const { url, connections } = config.database;
	const { proofFresh } = config.watch;
	const writesToUsers = config.platformSender !== undefined;
	const database = openDatabase({
		url,
		name: 'worker',
		connections,
		proofFresh,
		writesToUsers,
		plansOnce: true,
	});
	await refuseCopy(database, config);
	if (await noticeOtherDatabase(database)) logger.error('the database came back from a backup');
	const envelopes = createEnvelopes(config.masterKey);
	await openSuppressionKey(database, envelopes).catch(refuseOtherKey);
	const policy = networkPolicyOf(config);
	const pool = openDispatchPool(url);
	const watches = config.worker.roles.includes('mailbox-watch');
	const discovery = discoveryTools(config, policy);
	const reader = createMailReader(readingLimits);
	const nudges = watches ? await listenForNudges(url) : undefined;
	return {
		config,
		logger,
		database,
		pool,
		envelopes,
		platformSender: config.platformSender,
		unsubscribeKeys: await openKeyRing(database, envelopes, 'unsubscribe'),
		policy,
		discovery,
		deliverability: deliverabilityTools(config, discovery),
		signInProviders: openSignInProviders(config.signIn, policy, tokenLimits),
		graph: { url: config.graphUrl, limits: GRAPH_LIMITS },
		world: worldClientOf(config),
		places: createHostPlaces({ masterKey: config.masterKey, pool, logger, sends: config.sends }),
		openRelay: openRelayPool,
		relayProfileOf,
		nudges,
		reader,
		async close() {
			await reader.close();
			await nudges?.close();
			await database.close();
			await pool.close();
		},
	};
}

function refuseOtherKey(error: unknown): never {
	if (!(error instanceof SealBroken)) throw error;
	throw new InstallationRefused(
		'REFRAIN_MASTER_KEY (without one, the file secrets/master-key of the data folder) is not the key that this database ' +
			'was begun with, so that none of its secrets can be opened: start with the first one again.',
		{ cause: error },
	);
}
