/**
 * What one web process holds: database, sign-in, live changes. Made once, when the server begins to serve, and
 * never while a module is imported (`vite build` evaluates them without any configuration).
 */
import { createAuthentication, type Authentication } from '#platform/authentication/authentication.ts';
import {
	openAuthenticationDatabase,
	type AuthenticationDatabase,
} from '#platform/authentication/authentication-database.ts';
import { createKnownDevices, type KnownDevices } from '#platform/authentication/known-device.ts';
import { createSignInLimit, type SignInLimit } from '#platform/authentication/sign-in-limit.ts';
import { config, type Config } from '#platform/config.ts';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { createEnvelopes, type Envelopes } from '#platform/secrets/envelope.ts';
import { openKeyRing, type KeyRing } from '#platform/secrets/key-ring.ts';
import { openSuppressionKey } from '#domain/suppressions/ask/suppression-key.ts';
import { createLogger, type Logger } from '#platform/logging.ts';
import type { WorldClient } from '#platform/world/client.ts';
import { worldClientOf } from '#platform/world/client-of-config.ts';
import { openSessionsAmong } from '#platform/authentication/sessions.ts';
import { openSignInPages } from '#providers/sign-in/open-pages.ts';
import type { SignInPages } from '#providers/sign-in/sign-in-pages.ts';
import { startLiveChanges, type LiveChanges } from './live/live-changes.ts';
import { createOpenStreams, type OpenStreams } from './live/open-streams.ts';

export interface Services {
	config: Config;
	logger: Logger;
	database: Database;
	/** Opens what only the subscription's users may read, such as addresses of the *Liste d’opposition*. */
	envelopes: Envelopes;
	/** What signs and reads unsubscribe links. */
	unsubscribeKeys: KeyRing;
	authentication: Authentication;
	authenticationDatabase: AuthenticationDatabase;
	signInLimit: SignInLimit;
	/** Proofs of devices on which somebody signed in before: they pass the limits of strangers. */
	knownDevices: KnownDevices;
	live: LiveChanges;
	/** The live streams that pages have open. */
	streams: OpenStreams;
	/** The pages of the providers that this installation is registered at, by vendor. */
	signInPages: ReadonlyMap<string, SignInPages>;
	/** The demonstration world; undefined outside the sandbox. */
	world: WorldClient | undefined;
}

let services: Services | undefined;

/** Opens everything; called by the `init` hook before the first request. */
export async function startServices(): Promise<void> {
	const settings = config();
	const { url, connections } = settings.database;
	const logger = createLogger('web', { level: settings.logLevel });
	const authenticationDatabase = openAuthenticationDatabase(url);
	const database = openDatabase({
		...{ url, name: 'web', connections },
		proofFresh: settings.watch.proofFresh,
		writesToUsers: settings.platformSender !== undefined,
	});
	const streams = createOpenStreams((ids) => openSessionsAmong(authenticationDatabase, ids));
	const envelopes = createEnvelopes(settings.masterKey);
	await openSuppressionKey(database, envelopes);
	services = {
		config: settings,
		logger,
		database,
		envelopes,
		unsubscribeKeys: await openKeyRing(database, envelopes, 'unsubscribe'),
		authentication: createAuthentication({
			database: authenticationDatabase,
			masterKey: settings.masterKey,
			publicUrl: settings.publicUrl,
			logger,
		}),
		authenticationDatabase,
		signInLimit: createSignInLimit(authenticationDatabase),
		knownDevices: createKnownDevices(settings.masterKey),
		live: await startLiveChanges(url, (sessionId) => streams.endSession(sessionId)),
		streams,
		signInPages: openSignInPages(settings.signIn),
		world: worldClientOf(settings),
	};
}

/** The services of this process. */
export function getServices(): Services {
	if (!services) throw new Error('the web process has not been started');
	return services;
}
