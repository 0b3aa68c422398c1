import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advanceTimeTo } from '#activities/clock/advance-time-to.ts';
import { readClock } from '#domain/clock/read-clock.ts';
import { startTravel } from '#domain/clock/start-travel.ts';
import { stopTravel } from '#domain/clock/stop-travel.ts';
import { notify } from '#domain/notifications/notify.ts';
import { startWorldProcess, type WorldProcess } from '#embedded/world/testing/world-process.ts';
import { firstPassword } from '#embedded/world/testing/demo-mailbox.ts';
import { CADRELUNE_USERS } from '#prisma/demo/subscriptions.ts';
import { DEMO_PEOPLE } from '#prisma/demo/people.ts';
import { createEngagement } from '#tests/environment/engagement-rows.ts';
import { startWorkerRig, type WorkerRig } from '#tests/environment/worker-rig.ts';
import { startDispatcher, type Dispatcher } from '#worker/dispatcher.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const folder = mkdtempSync(join(tmpdir(), 'refrain-clock-'));
let world: WorldProcess;
let rig: WorkerRig;
let dispatcher: Dispatcher;

beforeAll(async () => {
	world = await startWorldProcess(folder);
	rig = await startWorkerRig({
		REFRAIN_SANDBOX: 'on',
		REFRAIN_WORLD_SMTP_PORT: String(world.ports.smtp),
		REFRAIN_WORLD_IMAP_PORT: String(world.ports.imap),
		REFRAIN_WORLD_CONTROL_PORT: String(world.ports.control),
		REFRAIN_WORLD_AUTHORITY: join(folder, 'authority.pem'),
	});
	await asAdmin(`INSERT INTO installation (public_url, sandbox) VALUES ('https://refrain.example', true)`);
	const { pool, logger } = rig.services;
	dispatcher = await startDispatcher({ databaseUrl: rig.config.database.url, pool, runs: rig.runs, logger });
});
afterAll(async () => {
	await dispatcher.stop();
	await rig.stop();
	await world.stop();
	rmSync(folder, { recursive: true, force: true });
});

async function asAdmin(sql: string): Promise<void> {
	const client = new pg.Client({ connectionString: rig.adminUrl });
	await client.connect();
	await client.query(sql);
	await client.end();
}

const now = (): Promise<Date> => rig.services.database.inInstallation(async ({ at }) => at);

/** Nobody watches the mailboxes here: the clock waits for everything but their readers. */
const unwatched = () => ({ ...rig.services, world: { ...world.client, settle: settleUnread } });
const settleUnread = async () => ({ ...(await world.client.settle()), folders: [] });

const SILENT = DEMO_PEOPLE.find((person) => person.behaviour.does === 'silent')!.addresses[0]!;

describe('the clock’s driver', () => {
	it('lives through a whole sequence in seconds: two steps, the last delay, its automations', async () => {
		const { address } = CADRELUNE_USERS.camille;
		const run = await createEngagement(rig.services, {
			startsIn: 2 * DAY,
			mailbox: {
				address,
				password: firstPassword(address),
				smtpPort: world.ports.smtp,
				imapPort: world.ports.imap,
			},
			to: SILENT,
			onFailure: [
				{ kind: 'relance', priority: 'low', days: 365, follower: 'responsible', tag: { kind: 'leave' } },
			],
		});
		const from = await now();
		const began = performance.now();
		const { laps } = await advanceTimeTo(unwatched(), new Date(from.getTime() + 30 * DAY));
		const took = performance.now() - began;

		const { engagement, sends, relance } = await rig.services.database.inSubscription(
			run.subscriptionId,
			async ({ db }) => ({
				engagement: await db.engagement.findFirstOrThrow({ where: { id: run.id } }),
				sends: await db.send.findMany({ orderBy: { position: 'asc' } }),
				relance: await db.relance.findFirst(),
			}),
		);
		const daysIn = (instant: Date | null) => Math.round((instant!.getTime() - from.getTime()) / DAY);
		expect(sends.map((send) => [send.position, send.state, daysIn(send.sentAt)])).toEqual([
			[1, 'accepted', 2],
			[2, 'accepted', 5],
		]);
		expect([engagement.state, engagement.reason, daysIn(engagement.endedAt)]).toEqual([
			'failed',
			'ended-closing',
			12,
		]);
		expect(relance).toMatchObject({ priority: 'low', origin: 'automation' });
		expect(await world.client.mailsOf(SILENT)).toHaveLength(2);
		expect(daysIn(await now())).toBe(30);
		expect(laps).toBeLessThan(20);
		expect(took).toBeLessThan(30_000);
		console.info(`30 days in ${Math.round(took)} ms, ${laps} laps`);
	});

	it('stops at the hours of a notification on its way', async () => {
		const run = await createEngagement(rig.services, { startsIn: 400 * DAY });
		const { subscriptionId, userId, companyId } = run;
		const { id } = await rig.services.database.inSubscription(subscriptionId, async (tx) => {
			await tx.db.user.updateMany({ where: { id: userId }, data: { treatedAfterHours: 8 } });
			return (await notify(tx, { userId, kind: 'reply', companyId, data: {} }))!;
		});
		const from = await now();
		await advanceTimeTo(unwatched(), new Date(from.getTime() + DAY));
		const row = await rig.services.database.inSubscription(subscriptionId, ({ db }) =>
			db.notification.findFirstOrThrow({ where: { id } }),
		);
		expect(row.treatedBy).toBe('timeout');
		expect(Math.round((row.treatedAt!.getTime() - row.createdAt.getTime()) / HOUR)).toBe(8);
	});

	it('stands, and says why, where something does not come to rest', async () => {
		const behind = [{ address: CADRELUNE_USERS.camille.address, path: 'INBOX', uidValidity: 1, uidNext: 5 }];
		const settle = async () => ({ ...(await world.client.settle()), folders: behind });
		const from = await now();
		const deps = { ...rig.services, world: { ...world.client, settle }, quietWithin: 500 };
		await expect(advanceTimeTo(deps, new Date(from.getTime() + DAY))).rejects.toThrow('watchers');
		expect((await now()).getTime() - from.getTime()).toBeLessThan(HOUR);
	});
});

describe('clock/<installation>', () => {
	const inOne = <T>(work: Parameters<typeof rig.services.database.inSubscription<T>>[1]) =>
		rig.services.database.inSubscription(crypto.randomUUID(), work);

	it('refuses a target that is not ahead, or too far', async () => {
		const at = await now();
		await expect(inOne((tx) => startTravel(tx, { to: at }))).rejects.toThrow('input');
		await expect(inOne((tx) => startTravel(tx, { to: new Date(at.getTime() + 800 * DAY) }))).rejects.toThrow(
			'input',
		);
	});

	it('is stopped by a person, where it is', async () => {
		await asAdmin(
			`UPDATE installation SET travel_from = domain_now(), travel_to = domain_now() + interval '9 days'`,
		);
		await inOne((tx) => stopTravel(tx));
		expect(await inOne(readClock)).toMatchObject({ isSandbox: true, travel: null, haltedBy: null });
	});
});
