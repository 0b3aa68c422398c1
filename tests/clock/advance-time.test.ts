import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advanceTimeTo } from '#activities/clock/advance-time-to.ts';
import { readClock } from '#domain/clock/read-clock.ts';
import { startTravel } from '#domain/clock/start-travel.ts';
import { stopTravel } from '#domain/clock/stop-travel.ts';
import { notify } from '#domain/notifications/notify.ts';
import { CADRELUNE_USERS } from '#prisma/demo/subscriptions.ts';
import { createEngagement } from '#tests/environment/engagement-rows.ts';
import { startSandboxRig, type SandboxRig } from '#tests/environment/sandbox-rig.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
let rig: SandboxRig;

beforeAll(async () => {
	rig = await startSandboxRig();
});
afterAll(() => rig.stop());

describe('the clock’s driver', () => {
	it('lives through a whole sequence in a few laps: two steps, the last delay, its automations', async () => {
		const run = await createEngagement(rig.services, {
			startsIn: 2 * DAY,
			mailbox: rig.mailbox,
			to: rig.silentAddress,
			onFailure: [
				{ kind: 'relance', priority: 'low', days: 365, follower: 'responsible', tag: { kind: 'leave' } },
			],
		});
		const from = await rig.now();
		const { laps } = await advanceTimeTo(rig.clock, new Date(from.getTime() + 30 * DAY));

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
		expect(await rig.world.client.mailsOf(rig.silentAddress)).toHaveLength(2);
		expect(daysIn(await rig.now())).toBe(30);
		expect(laps).toBeLessThan(20);
	});

	it('stops at the hours of a notification on its way', async () => {
		const run = await createEngagement(rig.services, { startsIn: 400 * DAY });
		const { subscriptionId, userId, companyId } = run;
		const { id } = await rig.services.database.inSubscription(subscriptionId, async (tx) => {
			await tx.db.user.updateMany({ where: { id: userId }, data: { treatedAfterHours: 8 } });
			return (await notify(tx, { userId, kind: 'reply', companyId, data: {} }))!;
		});
		const from = await rig.now();
		await advanceTimeTo(rig.clock, new Date(from.getTime() + DAY));
		const row = await rig.services.database.inSubscription(subscriptionId, ({ db }) =>
			db.notification.findFirstOrThrow({ where: { id } }),
		);
		expect(row.treatedBy).toBe('timeout');
		expect(Math.round((row.treatedAt!.getTime() - row.createdAt.getTime()) / HOUR)).toBe(8);
	});

	it('stands, and says why, where something does not come to rest', async () => {
		const behind = [{ address: CADRELUNE_USERS.camille.address, path: 'INBOX', uidValidity: 1, lastUid: 4 }];
		const settle = async () => ({ ...(await rig.world.client.settle()), folders: behind });
		const from = await rig.now();
		const deps = { ...rig.services, world: { ...rig.world.client, settle }, quietWithin: 500 };
		await expect(advanceTimeTo(deps, new Date(from.getTime() + DAY))).rejects.toThrow('watchers');
		expect((await rig.now()).getTime() - from.getTime()).toBeLessThan(HOUR);
	});
});

describe('clock/<installation>', () => {
	const inOne = <T>(work: Parameters<typeof rig.services.database.inSubscription<T>>[1]) =>
		rig.services.database.inSubscription(crypto.randomUUID(), work);

	it('refuses a target that is not ahead, or too far', async () => {
		const at = await rig.now();
		await expect(inOne((tx) => startTravel(tx, { to: at }))).rejects.toThrow('input');
		await expect(inOne((tx) => startTravel(tx, { to: new Date(at.getTime() + 800 * DAY) }))).rejects.toThrow(
			'input',
		);
	});

	it('is stopped by a person, where it is', async () => {
		await rig.asAdmin(
			`UPDATE installation SET travel_from = domain_now(), travel_to = domain_now() + interval '9 days'`,
		);
		await inOne((tx) => stopTravel(tx));
		expect(await inOne(readClock)).toMatchObject({ isSandbox: true, travel: null, haltedBy: null });
	});
});
