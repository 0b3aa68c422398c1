import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { correctMessageVerdict } from './correct-message-verdict.ts';
import { eraseContact, previewErasure } from '#domain/contacts/erase-contact.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import { applyVerdict } from './apply-verdict.ts';
import { answerHold } from '#domain/engagements/acts/answer-hold.ts';
import {
	correctEngagementVerdict,
	previewCorrection,
} from '#domain/engagements/verdicts/correct-engagement-verdict.ts';
import { decideAbsence } from '#domain/engagements/acts/decide-absence.ts';
import { DAY, Office } from '#tests/environment/office.ts';
import { previewMessageVerdict } from './preview-message-verdict.ts';
import { retractVerdict } from './retract-verdict.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('verdicts');
});
afterAll(() => office?.close());

const localDay = (at: Date) => at.toLocaleDateString('sv', { timeZone: 'Europe/Paris' });
/** The local day of the contacts, `days` later. */
const dayFrom = (from: Date, days: number) => localDay(new Date(from.getTime() + days * DAY));

describe('a reply', () => {
	it('ends its run as a success at once: a claimed step never arms, the relance and the notification are there', async () => {
		const { id, contactId, companyId } = await office.engaged();
		await office.leave(id);
		await office.advanceTo((await office.run(id)).nextLookAt!);
		const claimed = (await office.claim(id))!;
		const { messageId, effect } = await office.receive({
			verdict: 'reply',
			engagementId: id,
			contactId,
			companyId,
		});
		expect(effect).toMatchObject({ ended: [id], waiting: [] });
		expect(await office.arm(id, claimed)).toBe(false);
		expect(await office.run(id)).toMatchObject({
			state: 'succeeded',
			reason: 'ended-reply',
			successAt: expect.any(Date),
			failureAt: null,
			endedByMessageId: messageId,
		});
		expect(await office.relance(companyId)).toMatchObject({ priority: 'high' });
		const told = (await office.notifications()).filter(({ engagementId }) => engagementId === id);
		expect(told.map(({ kind }) => kind)).toEqual(['reply']);
		expect(await office.tx(({ db }) => db.senderSlot.count({ where: { engagementId: id } }))).toBe(0);
	});

	it('after the end is told and changes nothing', async () => {
		const { id, contactId } = await office.engaged();
		await office.leave(id);
		await office.receive({ verdict: 'objection', engagementId: id, contactId });
		const { effect } = await office.receive({ verdict: 'reply', engagementId: id, contactId });
		expect(effect).toMatchObject({ ended: [], waiting: [] });
		expect(await office.run(id)).toMatchObject({ reason: 'ended-objection' });
	});

	it.each([
		['another known address of the contact', 'own', false, true],
		['an address that nobody knows', 'stranger@elsewhere.example', false, true],
		['a colleague', 'colleague@ardelouse.example', false, false],
		['a colleague, where the sequence counts it', 'colleague@ardelouse.example', true, true],
	])('from %s', async (_, from, colleagueReplyCounts, counts) => {
		const { id, contactId, companyId } = await office.engaged({ colleagueReplyCounts });
		await office.leave(id);
		const fromAddress = from === 'own' ? `alias-${contactId}@ardelouse.example` : from;
		if (from === 'own') {
			const { subscriptionId } = office;
			await office.tx(({ db }) =>
				db.contactAddress.create({ data: { subscriptionId, contactId, address: fromAddress } }),
			);
		}
		await office.receive({ verdict: 'reply', engagementId: id, companyId, fromAddress });
		expect((await office.run(id)).endedAt !== null).toBe(counts);
	});
});

describe('a mail before the first step (5.6-7)', () => {
	it('gives no verdict: the run waits for a choice, also past its start, and goes on when told', async () => {
		const { id, contactId } = await office.engaged();
		const claimed = (await office.claim(id))!;
		await office.receive({ verdict: 'early-reply', contactId });
		expect(await office.run(id)).toMatchObject({ state: 'blocked', reason: 'communication-before-start' });
		expect(await office.arm(id, claimed)).toBe(false);
		await office.advance(3 * DAY);
		expect(await office.look(id)).toMatchObject({ reason: 'communication-before-start' });
		const next = await office.tx((tx) =>
			answerHold(tx, office.camille, {
				requestId: randomUUID(),
				engagementId: id,
				choice: 'continue',
				everywhere: false,
			}),
		);
		expect(next).toMatchObject({ reason: 'before-start' });
		await office.leave(id);
	});

	it('a "reply" before anything left is taken for one', async () => {
		const { id, contactId } = await office.engaged();
		await office.receive({ verdict: 'reply', engagementId: id, contactId });
		expect(await office.run(id)).toMatchObject({ reason: 'communication-before-start', endedAt: null });
	});

	it('a reply to one sequence asks for a choice in another that has not begun, until it was none', async () => {
		const { id, contactId } = await office.engaged();
		const other = await office.engage({ contactId, sequenceId: await office.sequence() });
		await office.leave(id);
		const { messageId, effect } = await office.receive({ verdict: 'reply', engagementId: id, contactId });
		expect(effect).toMatchObject({ ended: [id], waiting: [other] });
		expect(await office.run(other)).toMatchObject({ reason: 'communication-before-start', endedAt: null });
		await office.tx((tx) =>
			correctMessageVerdict(tx, office.camille, { requestId: randomUUID(), messageId, verdict: 'none' }),
		);
		expect((await office.run(id)).endedAt).toBeNull();
		expect(await office.run(other)).toMatchObject({ reason: 'before-start', endedAt: null });
	});
});

describe('an absence (5.6-26)', () => {
	it('with a date: the first window after it', async () => {
		const { id, contactId } = await office.engaged({
			window: { days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1_440 },
		});
		await office.leave(id);
		const returnAt = dayFrom(await office.now(), 9);
		await office.receive({ verdict: 'absence', contactId }, { rule: 'auto-submitted', returnAt });
		const run = await office.run(id);
		expect(run).toMatchObject({ state: 'waiting', reason: 'contact-away' });
		expect(localDay(run.reasonUntil!)).toBe(returnAt);
		await office.leaveNext(id);
	});

	it('in the closing delay it moves the end by its days; a second notice of the same moves nothing more', async () => {
		const { id, contactId } = await office.engaged({ delays: [0] });
		await office.leave(id);
		const { closingEndsAt: before } = await office.run(id);
		const returnAt = dayFrom(await office.now(), 6);
		for (let notice = 0; notice < 2; notice++) {
			await office.receive({ verdict: 'absence', contactId }, { rule: 'auto-submitted', returnAt });
			const run = await office.run(id);
			expect(run).toMatchObject({ state: 'closing', reason: 'closing-delay', nextLookAt: run.closingEndsAt });
			expect(Math.round((run.closingEndsAt!.getTime() - before!.getTime()) / DAY)).toBe(6);
			await office.advance(DAY);
		}
	});

	it.each([
		['without a date', undefined],
		['over 180 days away', 200],
	])('%s: looked at after 7 days, then a person is asked, and decides', async (_, days) => {
		const { id, contactId } = await office.engaged();
		await office.leave(id);
		const returnAt = days === undefined ? undefined : dayFrom(await office.now(), days);
		await office.receive(
			{ verdict: 'absence', contactId },
			{ rule: 'x-autoreply', ...(returnAt ? { returnAt } : {}) },
		);
		const undated = await office.run(id);
		expect(undated).toMatchObject({ state: 'waiting', reason: 'contact-away-undated' });
		await office.advanceTo(undated.nextLookAt!);
		await office.look(id);
		expect(await office.run(id)).toMatchObject({ state: 'blocked', reason: 'contact-away-choice' });
		const openChoices = async () =>
			(await office.notifications()).filter(
				({ kind, engagementId, treatedAt }) =>
					kind === 'choice-needed' && engagementId === id && treatedAt === null,
			).length;
		expect(await openChoices()).toBe(1);
		const decision = { choice: 'until', day: dayFrom(await office.now(), 5) } as const;
		const input = { requestId: randomUUID(), engagementId: id, decision };
		expect(await office.tx((tx) => decideAbsence(tx, office.camille, input))).toMatchObject({
			reason: 'contact-away',
		});
		expect(await openChoices()).toBe(0);
		await office.leaveNext(id);
	});

	it('that is over already says nothing', async () => {
		const { id, contactId } = await office.engaged();
		await office.leave(id);
		const returnAt = dayFrom(await office.now(), -1);
		const { effect } = await office.receive(
			{ verdict: 'absence', contactId },
			{ rule: 'auto-submitted', returnAt },
		);
		expect(effect.waiting).toEqual([]);
		expect(await office.run(id)).toMatchObject({ reason: 'step-delay', awaySince: null });
	});
});

describe('other verdicts', () => {
	it('an objection fails every live run of the person (5.6-8)', async () => {
		const { id, contactId } = await office.engaged();
		const other = await office.engage({ contactId, sequenceId: await office.sequence() });
		await office.leave(id);
		await office.receive({ verdict: 'objection', engagementId: id, contactId });
		expect(await office.run(id)).toMatchObject({ state: 'failed', reason: 'ended-objection' });
		expect(await office.run(other)).toMatchObject({ state: 'failed', reason: 'ended-objection' });
	});

	it.each([
		['bounce-hard', 'delivery-report', '5.1.1', 'ended-bounce'],
		// Servers that say it in words alone: whoever classified the report has read them.
		['bounce-hard', 'delivery-report', '5.0.0', 'ended-bounce'],
		// Refused for good, as in the conversation itself: the address is valid, and the next step would be refused too.
		['bounce-soft', 'delivery-refused', '5.7.1', 'ended-refused'],
		['bounce-soft', 'delivery-report', '5.2.2', 'step-delay'],
	])('%s by %s with status %s: %s', async (verdict, rule, status, reason) => {
		const { id, contactId } = await office.engaged();
		const sendId = await office.leave(id);
		const other = await office.engage({ contactId, sequenceId: await office.sequence() });
		await office.receive({ verdict, engagementId: id, sendId, contactId }, { rule, status });
		expect((await office.run(id)).reason).toBe(reason);
		const address = await office.tx(({ db }) => db.contactAddress.findFirstOrThrow({ where: { contactId } }));
		expect(address.invalidAt !== null).toBe(reason === 'ended-bounce');
		expect((await office.run(other)).endedAt !== null).toBe(reason === 'ended-bounce');
	});

	it('a refusal for good that was none after all is taken back', async () => {
		const { id, contactId } = await office.engaged();
		const sendId = await office.leave(id);
		const report = { verdict: 'bounce-soft', engagementId: id, sendId, contactId };
		const { messageId } = await office.receive(report, { rule: 'delivery-refused', status: '5.7.1' });
		expect(await office.run(id)).toMatchObject({ state: 'failed', endedByMessageId: messageId });
		await office.tx((tx) =>
			correctMessageVerdict(tx, office.camille, { requestId: randomUUID(), messageId, verdict: 'none' }),
		);
		expect(await office.run(id)).toMatchObject({ endedAt: null, reason: 'step-delay' });
	});

	it('an objection after the end is told to the sender, who may confirm it (5.6-8)', async () => {
		const { id, contactId } = await office.engaged();
		await office.leave(id);
		await office.receive({ verdict: 'reply', engagementId: id, contactId });
		const { messageId } = await office.receive({ verdict: 'objection', engagementId: id, contactId });
		const told = (await office.notifications()).filter(({ engagementId }) => engagementId === id);
		expect(told.map(({ kind, data }) => [kind, data])).toEqual([
			['reply', expect.anything()],
			['message-received', { contactId, messageId }],
		]);
	});

	it.each(['bounce-soft', 'acknowledgement', 'notification', 'none', 'human-sent'])(
		'%s is told and changes nothing',
		async (verdict) => {
			const { id, contactId, companyId } = await office.engaged();
			await office.leave(id);
			const before = await office.run(id);
			await office.receive({ verdict, engagementId: id, contactId, companyId });
			expect(await office.run(id)).toEqual(before);
		},
	);

	it('a mail that its sender wrote elsewhere offers her STOP, once, and the run goes on (5.2-1)', async () => {
		const { id, contactId, companyId } = await office.engaged();
		await office.leave(id);
		for (let time = 0; time < 2; time++)
			await office.receive({ verdict: 'human-sent', contactId, companyId });
		const told = (await office.notifications()).filter(({ engagementId }) => engagementId === id);
		expect(told).toMatchObject([{ kind: 'wrote-outside', companyId, data: { contactId } }]);
		expect((await office.run(id)).endedAt).toBeNull();
	});

	it('a mail that cannot be read blocks until a person looked at it', async () => {
		const { id, companyId } = await office.engaged();
		await office.leave(id);
		await office.receive({ verdict: 'unreadable', companyId });
		expect(await office.run(id)).toMatchObject({ state: 'blocked', reason: 'message-unreadable' });
		await office.tx((tx) =>
			answerHold(tx, office.camille, {
				requestId: randomUUID(),
				engagementId: id,
				choice: 'continue',
				everywhere: false,
			}),
		);
		expect(await office.run(id)).toMatchObject({ state: 'running', reason: 'step-delay' });
	});
});

describe('a corrected verdict (5.6-9)', () => {
	/** As the reader's correction does it: the event, the old effect back, the new one. */
	const correct = (messageId: string, verdict: string) =>
		office.tx(async (tx) => {
			const message = await tx.db.message.findFirstOrThrow({ where: { id: messageId } });
			const { id: causeId } = await recordEvent(tx, {
				kind: 'verdict-corrected',
				messageId,
				actor: office.camille,
				data: { from: message.verdict, to: verdict },
			});
			const retraction = await retractVerdict(tx, office.camille, message, {
				causeId,
				reason: undefined,
			});
			await tx.db.message.updateMany({ where: { id: messageId }, data: { verdict } });
			await applyVerdict(tx, { ...message, verdict });
			return retraction;
		});

	it('gives a closed run another life after days, undoes its automations, and the next step leaves', async () => {
		const { id, contactId, companyId } = await office.engaged();
		await office.leave(id);
		const { messageId } = await office.receive({ verdict: 'reply', engagementId: id, contactId, companyId });
		expect(await office.relance(companyId)).not.toBeNull();
		await office.advance(10 * DAY);
		const preview = await office.tx((tx) =>
			previewMessageVerdict(tx, office.camille, { messageId, verdict: 'none' }),
		);
		expect(preview).toMatchObject({ reopened: [id], released: [] });
		expect(preview.undone.map(({ kind }) => kind)).toContain('relance-created');
		const done = await correct(messageId, 'acknowledgement');
		expect(done.reopened).toEqual([id]);
		expect(await office.relance(companyId)).toBeNull();
		expect(await office.run(id)).toMatchObject({
			state: 'running',
			life: 2,
			position: 2,
			successAt: null,
			endedAt: null,
		});
		await office.leave(id);
		expect(await office.run(id)).toMatchObject({ position: 3 });
		expect(await office.events(id)).toContain('engagement-reopened');
	});

	it.each([
		['reply', 'succeeded', 'ended-reply'],
		['objection', 'failed', 'ended-objection'],
	])('meets the %s that came meanwhile: nothing more leaves', async (verdict, state, reason) => {
		const { id, contactId, companyId } = await office.engaged();
		await office.leave(id);
		const subject = { engagementId: id, contactId, companyId };
		const { messageId: wrong } = await office.receive({ verdict: 'reply', ...subject });
		await office.advance(DAY);
		const { messageId } = await office.receive({ verdict, ...subject });
		await office.advance(5 * DAY);
		expect((await correct(wrong, 'none')).reopened).toEqual([id]);
		expect(await office.run(id)).toMatchObject({ state, reason, endedByMessageId: messageId });
		expect(await office.relance(companyId)).toEqual(verdict === 'reply' ? expect.anything() : null);
		expect(await office.look(id)).toEqual({ kind: 'ended' });
	});

	it('leaves nobody to see to a reply that was none', async () => {
		const { id, contactId, companyId } = await office.engaged();
		await office.leave(id);
		const subject = { engagementId: id, contactId, companyId };
		const { messageId } = await office.receive({ verdict: 'reply', ...subject });
		const told = async () =>
			(await office.notifications()).filter((one) => one.engagementId === id && one.kind === 'reply');
		expect(await told()).toMatchObject([{ treatedAt: null }]);
		await correct(messageId, 'none');
		expect(await told()).toMatchObject([{ treatedBy: 'resolved' }]);
	});

	it('waits for the return of an absence that came meanwhile, and closes by the days that were left', async () => {
		const { id, contactId, companyId } = await office.engaged({ delays: [0], closingDays: 7 });
		await office.leave(id);
		const { closingEndsAt: before } = await office.run(id);
		const subject = { engagementId: id, contactId, companyId };
		const { messageId: wrong } = await office.receive({ verdict: 'reply', ...subject });
		await office.advance(10 * DAY);
		await correct(wrong, 'none');
		const run = await office.run(id);
		expect(run).toMatchObject({ state: 'closing', endedAt: null });
		expect(Math.round((run.closingEndsAt!.getTime() - before!.getTime()) / DAY)).toBe(10);

		const other = await office.engaged();
		await office.leave(other.id);
		const mistaken = await office.receive({
			verdict: 'reply',
			engagementId: other.id,
			contactId: other.contactId,
		});
		await office.advance(DAY);
		const returnAt = await office.dayIn(20);
		await office.receive(
			{ verdict: 'absence', contactId: other.contactId },
			{ rule: 'absence-words', returnAt },
		);
		await correct(mistaken.messageId, 'none');
		expect(await office.run(other.id)).toMatchObject({ endedAt: null, reason: 'contact-away' });
	});

	it('a false absence goes on at once; a false bounce makes the address valid again', async () => {
		const { id, contactId } = await office.engaged({ delays: [0, 1] });
		await office.leave(id);
		const { messageId } = await office.receive({ verdict: 'absence', contactId }, { rule: 'auto-submitted' });
		expect(await office.run(id)).toMatchObject({ reason: 'contact-away-undated' });
		await correct(messageId, 'none');
		expect(await office.run(id)).toMatchObject({ reason: 'step-delay', awaySince: null });

		const sendId = await office.leaveNext(id);
		const bounce = await office.receive(
			{ verdict: 'bounce-hard', engagementId: id, sendId },
			{ rule: 'dsn', status: '5.1.1' },
		);
		await correct(bounce.messageId, 'none');
		expect(await office.run(id)).toMatchObject({ state: 'closing', endedAt: null });
		const address = await office.tx(({ db }) => db.contactAddress.findFirstOrThrow({ where: { contactId } }));
		expect(address.invalidAt).toBeNull();
	});

	it('an acknowledgement that was a reply ends the run', async () => {
		const { id, contactId } = await office.engaged();
		await office.leave(id);
		const { messageId } = await office.receive({ verdict: 'acknowledgement', engagementId: id, contactId });
		await correct(messageId, 'reply');
		expect(await office.run(id)).toMatchObject({ state: 'succeeded', endedByMessageId: messageId });
	});

	it('is refused where the contact follows the sequence anew', async () => {
		const { id, contactId, sequenceId } = await office.engaged();
		await office.leave(id);
		const { messageId } = await office.receive({ verdict: 'reply', engagementId: id, contactId });
		await office.engage({ contactId, sequenceId });
		await expect(correct(messageId, 'none')).rejects.toMatchObject({ code: 'refused-already-engaged' });
	});

	it('concerns the other runs of the person too, although automations were undone first', async () => {
		const { id, contactId, companyId } = await office.engaged();
		const other = await office.engage({ contactId, sequenceId: await office.sequence() });
		await office.leave(id);
		const { messageId } = await office.receive({ verdict: 'reply', engagementId: id, contactId, companyId });
		await correct(messageId, 'absence');
		for (const run of [id, other])
			expect(await office.run(run)).toMatchObject({ endedAt: null, reason: 'contact-away-undated' });
		await correct(messageId, 'objection');
		for (const run of [id, other])
			expect(await office.run(run)).toMatchObject({ state: 'failed', reason: 'ended-objection' });
	});

	it('never sends again what left while the run had ended', async () => {
		const { id, contactId } = await office.engaged({ delays: [0, 4] });
		const claimed = (await office.claim(id))!;
		expect(await office.arm(id, claimed)).toBe(true);
		const { messageId } = await office.receive({ verdict: 'objection', engagementId: id, contactId });
		await office.accept(id, claimed.sendId);
		expect(await office.run(id)).toMatchObject({ reason: 'ended-objection', position: 1 });
		await correct(messageId, 'none');
		expect(await office.run(id)).toMatchObject({ position: 2, reason: 'step-delay', endedAt: null });
		expect((await office.leaveNext(id)) === claimed.sendId).toBe(false);
	});

	it('of a run that ended by erasure is refused: it stays without verdict and automations (5.2-10)', async () => {
		const { id, contactId, companyId } = await office.engaged();
		const { places } = await office.tx((tx) => previewErasure(tx, office.camille, contactId));
		// The other contacts of this office have the same name.
		const answers = places.map(({ kind, id: place }) => ({ kind, id: place, erase: false }));
		await office.tx((tx) => eraseContact(tx, office.camille, { contactId, places: answers }));
		const input = { engagementId: id, verdict: 'success' } as const;
		await expect(office.tx((tx) => previewCorrection(tx, office.camille, input))).rejects.toMatchObject({
			code: 'missing',
		});
		await expect(
			office.tx((tx) =>
				correctEngagementVerdict(tx, office.camille, {
					...input,
					requestId: randomUUID(),
					runAutomations: true,
				}),
			),
		).rejects.toMatchObject({ code: 'missing' });
		expect(await office.relance(companyId)).toBeNull();
	});

	it('of an ended run: undoes the old automations, runs the new ones, in one preview', async () => {
		const low = {
			kind: 'relance',
			priority: 'low',
			days: 30,
			follower: 'responsible',
			tag: { kind: 'leave' },
		} as const;
		const { id, contactId, companyId } = await office.engaged({ onFailure: [low] });
		await office.leave(id);
		await office.receive({ verdict: 'reply', engagementId: id, contactId, companyId });
		const wish = { engagementId: id, verdict: 'failure' } as const;
		const preview = await office.tx((tx) => previewCorrection(tx, office.camille, wish));
		expect(preview).toMatchObject({ from: 'success', to: 'failure' });
		expect(preview.undone.length).toBeGreaterThan(0);
		// On top of the relance of the success it would change nothing; without it, it creates one.
		expect(preview.effects).toMatchObject([{ kind: 'relance', merged: { kind: 'created' } }]);
		expect(await office.relance(companyId)).toMatchObject({ priority: 'high' });
		const input = {
			requestId: randomUUID(),
			engagementId: id,
			verdict: 'failure',
			runAutomations: true,
		} as const;
		const first = await office.tx((tx) => correctEngagementVerdict(tx, office.ines, input));
		expect(await office.tx((tx) => correctEngagementVerdict(tx, office.ines, input))).toEqual(first);
		expect(await office.run(id)).toMatchObject({ state: 'failed', reason: 'ended-stopped', successAt: null });
		expect(await office.relance(companyId)).toMatchObject({ priority: 'low' });
		const back = { ...input, requestId: randomUUID(), verdict: 'success' } as const;
		await office.tx((tx) => correctEngagementVerdict(tx, office.ines, back));
		expect(await office.relance(companyId)).toMatchObject({ priority: 'high' });
	});
});
