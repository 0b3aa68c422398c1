import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { ClockDeps } from '#activities/clock/clock-deps.ts';
import { firstPassword } from '#embedded/world/testing/demo-mailbox.ts';
import { startWorldProcess, type WorldProcess } from '#embedded/world/testing/world-process.ts';
import { DEMO_PEOPLE } from '#prisma/demo/people.ts';
import { CADRELUNE_USERS } from '#prisma/demo/subscriptions.ts';
import { startDispatcher, type Dispatcher } from '#worker/dispatcher.ts';
import type { EngagementWish } from './engagement-rows.ts';
import { startWorkerRig, type WorkerRig } from './worker-rig.ts';

/** A worker that sends through a mail world of its own, with the outbox delivered. Nobody watches the mailboxes. */
export interface SandboxRig extends WorkerRig {
	readonly world: WorldProcess;
	/** For `advanceTimeTo`: waits for everything but the readers of the mailboxes. */
	readonly clock: ClockDeps;
	/** Camille's mailbox in the world. */
	readonly mailbox: NonNullable<EngagementWish['mailbox']>;
	/** Somebody who never answers. */
	readonly silentAddress: string;
	now(): Promise<Date>;
	asAdmin(sql: string): Promise<void>;
}

export async function startSandboxRig(environment: Record<string, string> = {}): Promise<SandboxRig> {
	const folder = mkdtempSync(join(tmpdir(), 'refrain-sandbox-'));
	const world = await startWorldProcess(folder);
	const { ports } = world;
	const rig = await startWorkerRig({
		REFRAIN_SANDBOX: 'on',
		REFRAIN_WORKER_ROLES: 'runs, sends',
		REFRAIN_WORLD_SMTP_PORT: String(ports.smtp),
		REFRAIN_WORLD_IMAP_PORT: String(ports.imap),
		REFRAIN_WORLD_CONTROL_PORT: String(ports.control),
		REFRAIN_WORLD_NAMES_PORT: String(ports.names),
		REFRAIN_WORLD_AUTHORITY: join(folder, 'authority.pem'),
		...environment,
	});
	const asAdmin = async (sql: string): Promise<void> => {
		const client = new pg.Client({ connectionString: rig.adminUrl });
		await client.connect();
		try {
			await client.query(sql);
		} finally {
			await client.end();
		}
	};
	await asAdmin(`INSERT INTO installation (public_url, sandbox) VALUES ('https://refrain.example', true)`);
	const { pool, logger, database } = rig.services;
	const dispatcher: Dispatcher = await startDispatcher({
		databaseUrl: rig.config.database.url,
		pool,
		runs: rig.runs,
		logger,
	});
	const settle = async () => ({ ...(await world.client.settle()), folders: [] });
	const { address } = CADRELUNE_USERS.camille;
	return {
		...rig,
		world,
		clock: { config: rig.config, database, pool, logger, world: { ...world.client, settle } },
		mailbox: { address, password: firstPassword(address), smtpPort: ports.smtp, imapPort: ports.imap },
		silentAddress: DEMO_PEOPLE.find((person) => person.behaviour.does === 'silent')!.addresses[0]!,
		now: () => database.inInstallation(async ({ at }) => at),
		asAdmin,
		async stop() {
			await dispatcher.stop();
			await rig.stop();
			await world.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
