import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#domain/values/actor.ts';
import { recordGivenBack, recordRejected } from '#domain/sends/record-outcome.ts';
import { decideUncertainSend } from './decide-uncertain-send.ts';
import { DAY, HOUR, Office } from '#tests/environment/office.ts';
import { supportActor } from '#domain/support/audit.ts';
import { listTimeline, timelineFiltersSchema } from '#domain/timeline/show/list-timeline.ts';
import { pauseEngagement } from './pause-engagement.ts';
import { previewStop } from './preview-stop.ts';
import { readRunLines } from '#domain/engagements/show/run-line.ts';
import { recordDeferred } from '#domain/engagements/outcomes/record-deferred.ts';
import { recordRefused } from '#domain/engagements/outcomes/record-refused.ts';
import { rescheduleStep } from './reschedule-step.ts';
import { resumeEngagement } from './resume-engagement.ts';
import { retryNow } from './retry-now.ts';
import { settleSend } from '#domain/engagements/outcomes/settle-send.ts';
import { skipStep } from './skip-step.ts';
import { stopEngagement } from './stop-engagement.ts';
import { withdrawEngagement } from './withdraw-engagement.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('commands');
});
afterAll(() => office?.close());

type Act<I, R> = (tx: never, actor: Actor, input: I) => Promise<R>;
const act = <I extends object, R>(
	command: Act<I & { requestId: string }, R>,
	input: I,
	actor = office.camille,
) => office.tx((tx) => command(tx as never, actor, { requestId: randomUUID(), ...input }));

describe('STOP', () => {
	it('says that nothing else leaves, and the claimed step never arms (5.2-8)', async () => {
		const { id, companyId } = await office.engaged();
		const claimed = (await office.claim(id))!;
		expect(await office.tx((tx) => previewStop(tx, id))).toMatchObject({ remaining: 3, inFlightStep: null });
		const stopped = await act(stopEngagement, { engagementId: id, verdict: 'success' as const });
		expect(stopped).toEqual({ engagementId: id, verdict: 'success', inFlightStep: null });
		expect(await office.arm(id, claimed)).toBe(false);
		expect(await office.run(id)).toMatchObject({
			state: 'succeeded',
			reason: 'ended-stopped',
			endedById: office.camille.userId,
		});
		expect(await office.relance(companyId)).toMatchObject({ priority: 'high' });
	});

	it('names the step that had left already, whose fate follows', async () => {
		const { id } = await office.engaged();
		await office.leave(id);
		await office.advanceTo((await office.run(id)).nextLookAt!);
		const claimed = (await office.claim(id))!;
		expect(await office.arm(id, claimed)).toBe(true);
		const stopped = await act(stopEngagement, { engagementId: id, verdict: 'failure' as const });
		expect(stopped.inFlightStep).toBe(2);
		await office.accept(id, claimed.sendId);
		expect(await office.run(id)).toMatchObject({
			reason: 'ended-stopped',
			position: 2,
			lastAcceptedSendId: claimed.sendId,
		});
	});

	it.each([
		['recipient-unknown', 'recipient', true],
		['policy-refused', 'message', false],
	] as const)(
		'tells that the step in flight was refused (%s), and what that says of the address',
		async (code, matter, dead) => {
			const { id, contactId } = await office.engaged();
			const claimed = (await office.claim(id))!;
			expect(await office.arm(id, claimed)).toBe(true);
			await act(stopEngagement, { engagementId: id, verdict: 'failure' as const });
			const fault = { code, matter, status: '5.1.1', replyCode: 550 };
			await office.tx(async (tx) => {
				await tx.lock('engagement', [id]);
				await recordRejected(tx, claimed, fault);
				await recordRefused(tx, { engagementId: id, sendId: claimed.sendId, fault });
			});
			expect(await office.run(id)).toMatchObject({ reason: 'ended-stopped' });
			expect(await office.events(id)).toContain('mail-refused');
			const address = await office.tx(({ db }) =>
				db.contactAddress.findFirstOrThrow({ where: { contactId } }),
			);
			expect(address.invalidAt !== null).toBe(dead);
		},
	);

	it.each([
		['greylisted', 'recipient'],
		['dot-too-late', 'ours'],
	] as const)('tells that the step in flight was given back (%s) and has not left', async (code, matter) => {
		const { id } = await office.engaged();
		const claimed = (await office.claim(id))!;
		expect(await office.arm(id, claimed)).toBe(true);
		const stopped = await act(stopEngagement, { engagementId: id, verdict: 'failure' as const });
		expect(stopped.inFlightStep).toBe(1);
		const fault = { code, matter };
		await office.tx(async (tx) => {
			await tx.lock('engagement', [id]);
			expect(await recordGivenBack(tx, claimed, 'disarmed', fault)).toBe(true);
			await recordDeferred(tx, { outcome: 'deferred', engagementId: id, sendId: claimed.sendId, fault });
		});
		expect(await office.events(id)).toContain('step-not-sent');
		expect(await office.run(id)).toMatchObject({ reason: 'ended-stopped', position: 1 });
	});

	it('pressed twice under one request gives one answer, under another a refusal', async () => {
		const { id } = await office.engaged();
		const input = { requestId: randomUUID(), engagementId: id, verdict: 'failure' as const };
		const [one, other] = await Promise.all([act(stopEngagement, input), act(stopEngagement, input)]);
		expect(other).toEqual(one);
		expect((await office.events(id)).filter((kind) => kind === 'engagement-stopped')).toHaveLength(1);
		await expect(
			act(stopEngagement, { engagementId: id, verdict: 'failure' as const }),
		).rejects.toMatchObject({
			code: 'engagement-ended',
		});
		await expect(act(withdrawEngagement, { ...input })).rejects.toMatchObject({ code: 'request-reused' });
		await expect(act(stopEngagement, { ...input, verdict: 'success' as const })).rejects.toMatchObject({
			code: 'request-reused',
		});
	});

	it('by a colleague tells the sender, and by support leaves a line that names who and why (5.6-2, 5.6-25, D-22)', async () => {
		const { id } = await office.engaged();
		await act(stopEngagement, { engagementId: id, verdict: 'failure' as const }, office.ines);
		const told = (await office.notifications()).filter(({ engagementId }) => engagementId === id);
		expect(told.map(({ kind, data }) => [kind, data])).toEqual([
			['engagement-stopped', expect.objectContaining({ act: 'stop', byUserId: office.ines.userId })],
		]);
		const { id: another } = await office.engaged();
		const sam = supportActor(office.subscriptionId, randomUUID(), 'Ticket 42 : adresse en double');
		const owner = new pg.Client({ connectionString: office.ownerUrl });
		await owner.connect();
		await owner.query(
			`INSERT INTO support_user (id, email, first_name, last_name) VALUES ($1, 'sam@support.example', 'Sam', 'Ferrandier')`,
			[sam.userId],
		);
		await owner.end();
		await act(withdrawEngagement, { engagementId: another }, sam);
		const filters = timelineFiltersSchema.parse({ engagementId: another });
		const { rows } = await office.tx((tx) => listTimeline(tx, office.camille, filters));
		expect(rows.find(({ kind }) => kind === 'support-acted')).toMatchObject({
			actor: { name: 'Sam Ferrandier' },
			bySupport: true,
			data: { act: 'withdraw', motive: 'Ticket 42 : adresse en double' },
		});
		const [line] = await office.tx((tx) => readRunLines(tx, [another]));
		expect(line!.facts.user).toBe('Sam Ferrandier');
	});
});

it('*Retirer* ends without verdict and without automation (5.2-11)', async () => {
	const { id, companyId } = await office.engaged();
	await act(withdrawEngagement, { engagementId: id });
	expect(await office.run(id)).toMatchObject({
		state: 'withdrawn',
		reason: 'ended-withdrawn',
		successAt: null,
		failureAt: null,
	});
	expect(await office.relance(companyId)).toBeNull();
});

describe('pause', () => {
	it('holds a claimed step, and what fell due meanwhile leaves after *Reprendre*', async () => {
		const { id } = await office.engaged();
		const claimed = (await office.claim(id))!;
		await act(pauseEngagement, { engagementId: id });
		expect(await office.arm(id, claimed)).toBe(false);
		expect(await office.run(id)).toMatchObject({
			state: 'paused',
			reason: 'paused-by-user',
			nextLookAt: null,
		});
		await expect(act(pauseEngagement, { engagementId: id })).rejects.toMatchObject({
			code: 'already-paused',
		});
		await office.advance(30 * DAY);
		expect(await office.look(id)).toMatchObject({ reason: 'paused-by-user' });
		expect(await act(resumeEngagement, { engagementId: id })).toMatchObject({ state: 'scheduled' });
		// A wait with a reason is never lateness: it leaves at its first look.
		await office.leave(id);
	});

	it('stops the closing delay too', async () => {
		const { id } = await office.engaged({ delays: [0] });
		await office.leave(id);
		const { closingEndsAt } = await office.run(id);
		await act(pauseEngagement, { engagementId: id });
		await office.advance(10 * DAY);
		expect(await act(resumeEngagement, { engagementId: id })).toMatchObject({ reason: 'closing-delay' });
		const moved = (await office.run(id)).closingEndsAt!.getTime() - closingEndsAt!.getTime();
		expect(Math.round(moved / DAY)).toBe(10);
	});
});

describe('acts on a step', () => {
	it('*Passer cette étape*: the next delay counts from now, after the last the closing delay begins', async () => {
		const { id } = await office.engaged({ delays: [0, 4, 6] });
		await office.leave(id);
		await act(skipStep, { engagementId: id, position: 2 });
		const run = await office.run(id);
		expect(run).toMatchObject({ position: 3, reason: 'step-delay' });
		expect(Math.round((run.plannedAt!.getTime() - (await office.now()).getTime()) / DAY)).toBe(6);
		await expect(act(skipStep, { engagementId: id, position: 2 })).rejects.toMatchObject({
			code: 'nothing-to-skip',
		});
		await act(skipStep, { engagementId: id, position: 3 });
		expect(await office.run(id)).toMatchObject({ state: 'closing' });
	});

	it('*Passer* the first step of a run that begins later: the next one counts from its start', async () => {
		const { contactId } = await office.contact();
		const startOn = await office.dayIn(180);
		const id = await office.engage({ contactId, sequenceId: await office.sequence(), startOn });
		const { startAt } = await office.run(id);
		await act(skipStep, { engagementId: id, position: 1 });
		const { plannedAt } = await office.run(id);
		expect(Math.round((plannedAt!.getTime() - startAt.getTime()) / DAY)).toBe(4);
	});

	it('a sequence of which nothing left cannot be skipped to its end', async () => {
		const { id } = await office.engaged({ delays: [0] });
		await expect(act(skipStep, { engagementId: id, position: 1 })).rejects.toMatchObject({
			code: 'nothing-sent',
		});
	});

	it('*Passer* a first step that was moved: the next one counts from now, as its dialog says', async () => {
		const { id } = await office.engaged({ delays: [0, 4, 6] });
		const now = await office.now();
		await act(rescheduleStep, { engagementId: id, position: 1, to: new Date(now.getTime() + 50 * DAY) });
		await act(skipStep, { engagementId: id, position: 1 });
		const { plannedAt } = await office.run(id);
		expect(Math.round((plannedAt!.getTime() - (await office.now()).getTime()) / DAY)).toBe(4);
	});

	it('*Passer* a later step that was moved leaves nothing of its instant', async () => {
		const { id } = await office.engaged({ delays: [0, 4, 6] });
		await office.leave(id);
		const now = await office.now();
		await act(rescheduleStep, { engagementId: id, position: 2, to: new Date(now.getTime() + 50 * DAY) });
		await act(skipStep, { engagementId: id, position: 2 });
		const run = await office.run(id);
		expect(Math.round((run.plannedAt!.getTime() - (await office.now()).getTime()) / DAY)).toBe(6);
	});

	it('*Replanifier* into the past is refused, and the step keeps its place', async () => {
		const { id } = await office.engaged({ delays: [0, 4, 6] });
		await office.leave(id);
		const { plannedAt } = await office.run(id);
		const to = new Date((await office.now()).getTime() - HOUR);
		await expect(act(rescheduleStep, { engagementId: id, position: 2, to })).rejects.toMatchObject({
			code: 'time-passed',
		});
		expect((await office.run(id)).plannedAt).toEqual(plannedAt);
		expect(await office.events(id)).not.toContain('step-rescheduled');
	});

	it('*Replanifier*: later, or now', async () => {
		const { id } = await office.engaged();
		const to = new Date((await office.now()).getTime() + 3 * DAY);
		expect(await act(rescheduleStep, { engagementId: id, position: 1, to })).toMatchObject({
			reason: 'before-start',
			until: to.toISOString(),
		});
		await act(rescheduleStep, { engagementId: id, position: 1, to: await office.now() });
		await office.leave(id);
		const later = new Date((await office.now()).getTime() + 30 * DAY);
		await act(rescheduleStep, { engagementId: id, position: 2, to: later });
		expect(await office.run(id)).toMatchObject({ reason: 'step-delay', plannedAt: later });
	});

	it('*Replanifier* takes a late step out of its batch: a person decided about it', async () => {
		const { id } = await office.engaged();
		const { subscriptionId } = office;
		const { id: lateBatchId } = await office.tx(({ db, at }) =>
			db.lateBatch.create({ data: { subscriptionId, openedAt: at } }),
		);
		await office.tx(({ db }) => db.engagement.updateMany({ where: { id }, data: { lateBatchId } }));
		expect(await office.look(id)).toMatchObject({ reason: 'late-batch' });
		const to = new Date((await office.now()).getTime() + DAY);
		expect(await act(rescheduleStep, { engagementId: id, position: 1, to })).toMatchObject({
			reason: 'before-start',
			until: to.toISOString(),
		});
		await office.tx(({ db }) => db.lateBatch.deleteMany());
	});

	it('*Réessayer maintenant*: only where a server refused for now', async () => {
		const { id } = await office.engaged();
		await expect(act(retryNow, { engagementId: id })).rejects.toMatchObject({ code: 'nothing-to-retry' });
		const { sendId } = (await office.claim(id))!;
		await office.tx(async (tx) => {
			await tx.db.send.updateMany({ where: { id: sendId }, data: { state: 'ready' } });
			const fault = { code: 'greylisted', matter: 'recipient', status: '4.7.1' } as const;
			await recordDeferred(tx, { outcome: 'deferred', engagementId: id, sendId, fault });
		});
		expect(await office.look(id)).toMatchObject({ reason: 'recipient-later' });
		await act(retryNow, { engagementId: id });
		await office.leave(id);
	});

	it.each([
		['left', 2, 1],
		['resend', 1, 2],
	] as const)('an unsettled send: %s', async (decision, position, occurrence) => {
		const { id } = await office.engaged();
		const { sendId, fence } = (await office.claim(id))!;
		await office.arm(id, { sendId, fence });
		await office.loseSight(id, sendId);
		const decide = () => act(decideUncertainSend, { engagementId: id, sendId, decision });
		await expect(decide()).rejects.toMatchObject({ code: 'nothing-to-decide' });
		await office.tx((tx) => settleSend(tx, { engagementId: id, sendId, how: 'ask' }));
		await decide();
		expect(await office.run(id)).toMatchObject({ position, occurrence });
		if (decision === 'left') return;
		const again = await office.claim(id);
		expect(again?.sendId).not.toBe(sendId);
		// The first one arrived after all: the second try is held back and the run moves on once.
		await office.accept(id, sendId, 'sent-folder');
		expect(await office.arm(id, again!)).toBe(false);
		expect(await office.run(id)).toMatchObject({ position: 2, occurrence: 1 });
	});
});

it('a command about a run of another subscription meets nothing', async () => {
	await expect(
		act(stopEngagement, { engagementId: randomUUID(), verdict: 'failure' as const }),
	).rejects.toMatchObject({
		code: 'missing',
	});
});
