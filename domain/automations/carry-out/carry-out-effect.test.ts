import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Automation } from '#domain/automations/automation.ts';
import { undoEvent } from '#domain/automations/undo/undo-event.ts';
import { stopEngagement } from '#domain/engagements/acts/stop-engagement.ts';
import { withdrawEngagement } from '#domain/engagements/acts/withdraw-engagement.ts';
import {
	correctEngagementVerdict,
	previewCorrection,
} from '#domain/engagements/verdicts/correct-engagement-verdict.ts';
import { correctMessageVerdict } from '#domain/inbound/correct-message-verdict.ts';
import { DAY, Office } from '#tests/environment/office.ts';
import { carryOutEffect } from './carry-out-effect.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('effects');
});
afterAll(() => office.close());

const engageIn = (sequenceId: string): Automation => ({ kind: 'engage', sequenceId });

/** A run of which the first step left, whose success and failure engage in another sequence. */
async function running() {
	const next = await office.sequence();
	const contact = await office.contact();
	const sequenceId = await office.sequence({ onFailure: [engageIn(next)] });
	const id = await office.engage({ contactId: contact.contactId, sequenceId, onSuccess: [engageIn(next)] });
	await office.leave(id);
	return { ...contact, id, next };
}
type Running = Awaited<ReturnType<typeof running>>;

const reply = ({ id: engagementId, contactId, companyId }: Running) =>
	office.receive({ verdict: 'reply', engagementId, contactId, companyId });
const effects = ({ id: engagementId }: Running) =>
	office.tx(({ db }) =>
		db.automationEffect.findMany({ where: { engagementId }, orderBy: { createdAt: 'asc' } }),
	);
/** As its run does. */
async function carryOut(of: Running): Promise<void> {
	for (const { id, state } of await effects(of))
		if (state === 'pending') await office.tx((tx) => carryOutEffect(tx, id));
}
const followed = ({ contactId, next }: Running) =>
	office.tx(({ db }) => db.engagement.findFirst({ where: { contactId, sequenceId: next } }));
const lines = ({ contactId }: Running, kind: string) =>
	office.tx(({ db }) => db.event.findMany({ where: { contactId, kind, causeId: { not: null } } }));
const endOf = ({ id }: Running) =>
	office.tx(({ db }) =>
		db.event.findFirstOrThrow({ where: { engagementId: id, kind: 'engagement-succeeded' } }),
	);

describe('an automation that engages', () => {
	it('is a row with its cause, its run is poked, and it engages once in the name of the same person', async () => {
		const run = await running();
		await reply(run);
		const [effect] = await effects(run);
		const cause = await endOf(run);
		expect(effect).toMatchObject({
			kind: 'engage',
			state: 'pending',
			causeId: cause.id,
			sequenceId: run.next,
		});
		expect(
			await office.tx(({ db }) => db.outbox.count({ where: { workflow: 'effect', targetId: effect!.id } })),
		).toBe(1);
		expect(await followed(run), 'nothing yet').toBeNull();

		await office.tx((tx) => carryOutEffect(tx, effect!.id));
		await office.tx((tx) => carryOutEffect(tx, effect!.id));
		const engaged = await followed(run);
		expect(engaged).toMatchObject({
			engagedHow: 'automation',
			responsibleUserId: office.camille.userId,
			mailboxId: office.mailboxId,
		});
		const told = await lines(run, 'engaged');
		expect(told).toMatchObject([
			{ engagementId: engaged!.id, causeId: cause.id, actorId: null, data: { how: 'automation' } },
		]);
		expect(await effects(run)).toMatchObject([{ state: 'done', reason: null, eventId: told[0]!.id }]);
	});

	it.each<[string, (run: Running) => Promise<unknown>, string]>([
		[
			'the contact follows the sequence already',
			({ contactId, next }) => office.engage({ contactId, sequenceId: next }),
			'refused-already-engaged',
		],
		[
			'the company is Hors-cible (5.6-19)',
			({ companyId }) =>
				office.tx(({ db, at }) =>
					db.companyTag.create({
						data: {
							subscriptionId: office.subscriptionId,
							companyId,
							routineId: office.routineId,
							tag: 'off_target',
							changedAt: at,
						},
					}),
				),
			'confirm-off-target',
		],
		[
			'the address is gone',
			({ contactId }) => office.tx(({ db }) => db.contactAddress.deleteMany({ where: { contactId } })),
			'refused-no-address',
		],
		[
			'the sequence is off',
			({ next }) =>
				office.tx(({ db }) => db.sequence.updateMany({ where: { id: next }, data: { isActive: false } })),
			'refused-inactive',
		],
		[
			'a mail of the contact objects, confirmed or not (5.7-6)',
			({ contactId, companyId }) => office.receive({ verdict: 'objection', contactId, companyId }),
			'refused-objection',
		],
		[
			'the contact was erased',
			({ contactId }) =>
				office.tx(({ db, at }) =>
					db.contact.updateMany({ where: { id: contactId }, data: { erasedAt: at } }),
				),
			'missing',
		],
	])('is skipped with its reason where %s', async (_, meanwhile, reason) => {
		const run = await running();
		await reply(run);
		await meanwhile(run);
		await carryOut(run);
		const told = await lines(run, 'engagement-skipped');
		expect(told).toMatchObject([{ data: { sequenceId: run.next, reason }, causeId: (await endOf(run)).id }]);
		expect(await effects(run)).toMatchObject([{ state: 'skipped', reason, eventId: told[0]!.id }]);
	});

	it('runs after a STOP too (R-75), and a neutral end sets nothing off', async () => {
		const stopped = await running();
		const input = { requestId: randomUUID(), engagementId: stopped.id, verdict: 'failure' } as const;
		await office.tx((tx) => stopEngagement(tx, office.camille, input));
		await carryOut(stopped);
		expect(await followed(stopped)).not.toBeNull();
		const withdrawn = await running();
		const wish = { requestId: randomUUID(), engagementId: withdrawn.id };
		await office.tx((tx) => withdrawEngagement(tx, office.camille, wish));
		expect(await effects(withdrawn)).toEqual([]);
	});
});

describe('undone (5.4-9)', () => {
	const correctReply = (messageId: string) =>
		office.tx((tx) =>
			correctMessageVerdict(tx, office.camille, { requestId: randomUUID(), messageId, verdict: 'none' }),
		);

	it('a cause that is corrected before it was carried out: it never is, and the timeline says so', async () => {
		const run = await running();
		const { messageId } = await reply(run);
		await correctReply(messageId);
		await carryOut(run);
		expect(await followed(run)).toBeNull();
		expect(await effects(run)).toMatchObject([{ state: 'skipped', reason: 'cause-corrected' }]);
		expect(await lines(run, 'engagement-skipped')).toMatchObject([{ data: { reason: 'cause-corrected' } }]);
		expect(await office.run(run.id)).toMatchObject({ endedAt: null });
	});

	it('an engagement that has sent nothing is withdrawn with the correction of its cause', async () => {
		const run = await running();
		const { messageId } = await reply(run);
		await carryOut(run);
		await correctReply(messageId);
		expect(await followed(run)).toMatchObject({ state: 'withdrawn', reason: 'ended-withdrawn' });
		expect(await office.run(run.id)).toMatchObject({ endedAt: null });
	});

	it('one that has written stays, and the preview says so', async () => {
		const run = await running();
		await reply(run);
		await carryOut(run);
		const engaged = (await followed(run))!;
		await office.advance(DAY);
		await office.leave(engaged.id);
		const wish = { engagementId: run.id, verdict: 'failure' } as const;
		const preview = await office.tx((tx) => previewCorrection(tx, office.camille, wish));
		expect(preview.undone).toMatchObject([{ kind: 'engaged', restored: [], kept: ['engagement'] }]);
		expect(preview.effects).toMatchObject([{ kind: 'engage', sequenceId: run.next }]);
		await office.tx((tx) =>
			correctEngagementVerdict(tx, office.camille, {
				...wish,
				requestId: randomUUID(),
				runAutomations: true,
			}),
		);
		expect(await followed(run)).toMatchObject({ endedAt: null });
		await carryOut(run);
		expect(await effects(run)).toMatchObject([
			{ state: 'done' },
			{ state: 'skipped', reason: 'refused-already-engaged' },
		]);
	});

	it('its line alone can be taken back', async () => {
		const run = await running();
		await reply(run);
		await carryOut(run);
		const [line] = await lines(run, 'engaged');
		const outcome = await office.tx((tx) => undoEvent(tx, office.camille, { eventId: line!.id }));
		expect(outcome).toMatchObject({ restored: ['engagement'], kept: [] });
		expect(await followed(run)).toMatchObject({ state: 'withdrawn' });
	});

	it('corrected while it is carried out: either nobody is engaged, or the engagement is withdrawn', async () => {
		for (let round = 0; round < 5; round++) {
			const run = await running();
			const { messageId } = await reply(run);
			await Promise.all([carryOut(run), correctReply(messageId)]);
			const engaged = await followed(run);
			expect(engaged?.state ?? 'withdrawn').toBe('withdrawn');
			expect((await effects(run)).map(({ state }) => state)).toEqual([engaged ? 'done' : 'skipped']);
		}
	});
});
