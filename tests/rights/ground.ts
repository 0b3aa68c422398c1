import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { openSuppressionKey } from '#domain/suppressions/ask/suppression-key.ts';
import type { Actor } from '#domain/values/actor.ts';
import { createAuthentication } from '#platform/authentication/authentication.ts';
import { openAuthenticationDatabase } from '#platform/authentication/authentication-database.ts';
import { createKnownDevices } from '#platform/authentication/known-device.ts';
import { createSignInLimit } from '#platform/authentication/sign-in-limit.ts';
import { parseConfig } from '#platform/config.ts';
import { openDatabase } from '#platform/database/database.ts';
import { createLogger } from '#platform/logging.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { openKeyRing } from '#platform/secrets/key-ring.ts';
import { createTestDatabase } from '#tests/environment/database.ts';
import { openSignInPages } from '#providers/sign-in/open-pages.ts';
import { openSessionsAmong } from '#platform/authentication/sessions.ts';
import { createOpenStreams } from '#lib/server/live/open-streams.ts';
import type { LiveChanges } from '#lib/server/live/live-changes.ts';
import type { Services } from '#lib/server/services.ts';
import type { SupportViewer, SubscriptionViewer } from '#lib/server/viewer.ts';
import { populate, REFERENCE_SQL, type Populated } from './populate.ts';
import { worldOfEverybody } from './world-of-everybody.ts';

/** A database with people of several subscriptions, and the services of a web process over it. */
export interface RightsGround {
	services: Services;
	databaseUrl: string;
	/** As the superuser. */
	execute(sql: string, values?: unknown[]): Promise<void>;
	/** One more subscription, its users able to sign in. */
	populate(): Promise<Populated>;
	viewerOf(actor: Actor): SubscriptionViewer;
	support: SupportViewer;
	/** Changes with every change of a row of a subscription. */
	fingerprint(subscriptionId: string): Promise<string>;
	close(): Promise<void>;
}

/** Nothing changes and nobody answers: commands do not wait for runs that no worker looks at. */
const SILENCE: LiveChanges = {
	mark: () => '',
	async *follow() {},
	close: async () => {},
};

export async function layGround(): Promise<RightsGround> {
	const home = await createTestDatabase();
	const masterKey = randomBytes(32);
	const admin = new pg.Client({ connectionString: home.adminUrl });
	await admin.connect();
	await admin.query(REFERENCE_SQL);
	const database = openDatabase({ url: home.url, name: 'rights', writesToUsers: true });
	const authenticationDatabase = openAuthenticationDatabase(home.url);
	const envelopes = createEnvelopes(masterKey);
	await openSuppressionKey(database, envelopes);
	const subscriptions: Populated[] = [];
	const publicUrl = 'http://localhost:3000';
	const services: Services = {
		config: parseConfig({
			DATABASE_URL: home.url,
			TEMPORAL_ADDRESS: '127.0.0.1:7233',
			REFRAIN_MASTER_KEY: masterKey.toString('base64'),
			REFRAIN_PUBLIC_URL: publicUrl,
		}),
		logger: createLogger('web', { level: 'silent' }),
		database,
		envelopes,
		unsubscribeKeys: await openKeyRing(database, envelopes, 'unsubscribe'),
		authentication: createAuthentication({ database: authenticationDatabase, masterKey, publicUrl }),
		authenticationDatabase,
		signInLimit: createSignInLimit(authenticationDatabase),
		knownDevices: createKnownDevices(masterKey),
		live: SILENCE,
		streams: createOpenStreams((ids) => openSessionsAmong(authenticationDatabase, ids)),
		signInPages: openSignInPages({
			microsoft: { clientId: 'rights', clientSecret: 'rights', tenant: 'common' },
		}),
		world: worldOfEverybody(() => subscriptions),
	};
	const signInOf = async (userId: string, subscriptionId: string | null): Promise<void> => {
		const at = new Date();
		const times = { createdAt: at, updatedAt: at };
		const id = `sign-in-${userId}`;
		await authenticationDatabase.user.create({
			data: { id, name: userId, email: `${userId}@sign-in.example`, userId, subscriptionId, ...times },
		});
		for (const session of ['first', 'second']) {
			const expiresAt = new Date(at.getTime() + 86_400_000);
			await authenticationDatabase.session.create({
				data: { id: `${session}-${userId}`, token: randomUUID(), userId: id, expiresAt, ...times },
			});
		}
	};
	const supportId = randomUUID();
	await admin.query('INSERT INTO support_user (id, email, first_name, last_name) VALUES ($1, $2, $3, $4)', [
		supportId,
		'sam@support.example',
		'Sam',
		'Ferrandier',
	]);
	await signInOf(supportId, null);
	const signedIn = (userId: string) => ({
		signInId: `sign-in-${userId}`,
		sessionId: `first-${userId}`,
		userId,
		email: `${userId}@sign-in.example`,
		language: 'fr' as const,
		timeZone: 'Europe/Paris',
		now: new Date(),
	});
	return {
		services,
		databaseUrl: home.url,
		execute: async (sql, values) => {
			await admin.query(sql, values);
		},
		async populate() {
			const one = await populate(database, envelopes);
			for (const { userId } of [one.responsable, one.utilisateur, one.colleague]) {
				await signInOf(userId, one.subscriptionId);
			}
			subscriptions.push(one);
			return one;
		},
		viewerOf: ({ subscriptionId, userId, licence }) => ({
			kind: 'user',
			...signedIn(userId),
			firstName: 'Prénom',
			lastName: 'Nom',
			subscriptionId,
			subscriptionName: 'Abonnement',
			licence,
		}),
		support: { kind: 'support', ...signedIn(supportId), firstName: 'Sam', lastName: 'Ferrandier' },
		fingerprint: (subscriptionId) => fingerprint(admin, subscriptionId),
		async close() {
			services.streams.close();
			await database.close();
			await authenticationDatabase.$disconnect();
			await admin.end();
			await home.drop();
		},
	};
}

let tables: string[] | undefined;

async function fingerprint(admin: pg.Client, subscriptionId: string): Promise<string> {
	tables ??= (
		await admin.query<{ name: string }>(`
			SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
			WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname = 'subscription_id' ORDER BY 1`)
	).rows.map(({ name }) => name);
	const parts = tables.map(
		(table) =>
			`SELECT '${table.replaceAll('"', '')}' AS name, md5(string_agg(t::text, '|' ORDER BY t::text)) AS sum FROM ${table} t WHERE subscription_id = $1`,
	);
	const { rows } = await admin.query<{ all: string }>(
		`SELECT md5(string_agg(name || coalesce(sum, '-'), '|' ORDER BY name)) AS all FROM (${parts.join(' UNION ALL ')}) s`,
		[subscriptionId],
	);
	return rows[0]!.all;
}
