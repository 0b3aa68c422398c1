import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listDoubts } from '#domain/conversations/list-doubts.ts';
import { pauseEngagement } from '#domain/engagements/acts/pause-engagement.ts';
import { resumeEngagement } from '#domain/engagements/acts/resume-engagement.ts';
import { stopEngagement } from '#domain/engagements/acts/stop-engagement.ts';
import { withdrawEngagement } from '#domain/engagements/acts/withdraw-engagement.ts';
import { readEngagement } from '#domain/engagements/show/read-engagement.ts';
import { readToday } from '#domain/today/read-today.ts';
import { DAY, HOUR, Office } from '#tests/environment/office.ts';
import { correctMessageVerdict, type CorrectedVerdict } from './correct-message-verdict.ts';
import { previewMessageVerdict } from './preview-message-verdict.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('doubt');
});
afterAll(() => office?.close());

/** What the reader found in the words. */
const LATER = '2027-05-29';

type Wish = Parameters<Office['engaged']>[0];

async function running(wish: Wish = {}) {
	const run = await office.engaged(wish);
	await office.leave(run.id);
	return run;
}
const doubt = (
	run: { id?: string; contactId: string; companyId: string },
	readings: readonly string[] = ['reply', 'objection'],
	visibleText = 'Il n’est donc pas utile de donner suite.',
) =>
	office.receive(
		{
			verdict: 'doubtful',
			readings,
			visibleText,
			engagementId: run.id ?? null,
			contactId: run.contactId,
			companyId: run.companyId,
		},
		{ rule: 'written', proposed: { laterOn: LATER } },
	);
/** A run that a doubtful mail holds. */
async function held(wish: Wish = {}) {
	const run = await running(wish);
	const { messageId } = await doubt(run);
	return { ...run, messageId };
}
const say = (messageId: string, verdict: CorrectedVerdict, returnOn?: string, requestId = randomUUID()) =>
	office.tx((tx) => correctMessageVerdict(tx, office.camille, { requestId, messageId, verdict, returnOn }));
const preview = (messageId: string, verdict: CorrectedVerdict) =>
	office.tx((tx) => previewMessageVerdict(tx, office.camille, { messageId, verdict }));
const request = (engagementId: string) => ({ requestId: randomUUID(), engagementId });
const open = () => office.tx((tx) => listDoubts(tx, office.camille, { whose: 'me', limit: 100 }));
const dayIn = (days: number) => office.dayIn(days);

describe('a doubtful mail', () => {
	it('holds its run: a claimed step never arms, its slot is free, no time resumes it', async () => {
		const run = await running();
		await office.advanceTo((await office.run(run.id)).nextLookAt!);
		const claimed = (await office.claim(run.id))!;
		const { effect } = await doubt(run);
		expect(effect).toMatchObject({ ended: [], waiting: [run.id] });
		expect(await office.arm(run.id, claimed)).toBe(false);
		expect(await office.run(run.id)).toMatchObject({ state: 'blocked', reason: 'verdict-doubtful' });
		expect(await office.tx(({ db }) => db.senderSlot.count({ where: { engagementId: run.id } }))).toBe(0);
		await office.advance(40 * DAY);
		expect(await office.look(run.id)).toMatchObject({ reason: 'verdict-doubtful', until: null });
		expect(await office.run(run.id)).toMatchObject({ endedAt: null, lateBatchId: null });
		expect(await office.events(run.id)).toContain('doubtful-message-received');
		const { mail, look } = await office.tx((tx) => readEngagement(tx, run.id));
		expect(mail).toMatchObject({ verdict: 'doubtful', reading: { readings: ['reply', 'objection'] } });
		expect(look!.gates.find(({ decides }) => decides)!.evidence).toMatchObject({
			readings: 'reply objection',
		});
	});

	it('is asked in the flag once, and answered there by the choice', async () => {
		const { id, messageId } = await held();
		const asked = async () =>
			(await office.notifications()).filter(
				({ engagementId, kind }) => engagementId === id && kind === 'choice-needed',
			);
		expect(await asked()).toMatchObject([{ treatedAt: null, data: { reason: 'verdict-doubtful' } }]);
		await say(messageId, 'none');
		expect(await asked()).toMatchObject([{ treatedBy: 'resolved' }]);
	});

	it('is listed with what it holds, of the contact’s other runs too', async () => {
		const run = await running();
		const { id, contactId } = run;
		const other = await office.engage({ contactId, sequenceId: await office.sequence() });
		const { messageId } = await doubt(run);
		const found = (await open()).find((one) => one.messageId === messageId)!;
		expect(found).toMatchObject({
			contact: { id: contactId },
			text: 'Il n’est donc pas utile de donner suite.',
			reading: { readings: ['reply', 'objection'] },
			refusesEngaging: true,
		});
		expect(found.held.map((run) => run.id)).toEqual([id, other]);
		expect(found.held[0]).toMatchObject({ position: 2, stepCount: 3 });
		// A run that has written nothing yet writes nothing either.
		expect(await office.look(other)).toMatchObject({ reason: 'verdict-doubtful' });
		const today = await office.tx((tx) => readToday(tx, office.camille, { whose: 'me' }));
		expect(today.doubts.map((one) => one.messageId)).toContain(messageId);
		expect(today.choices.map((run) => run.id)).not.toContain(id);
	});

	it('of somebody who follows no sequence is listed and asked', async () => {
		const contact = await office.contact();
		const { messageId } = await doubt(contact, ['objection', 'none']);
		expect((await open()).find((one) => one.messageId === messageId)).toMatchObject({ held: [] });
		const asked = async () =>
			(await office.notifications()).find(
				({ data }) => (data as { messageId?: string }).messageId === messageId,
			);
		expect(await asked()).toMatchObject({ kind: 'choice-needed', treatedAt: null });
		await say(messageId, 'objection');
		expect(await asked()).toMatchObject({ treatedBy: 'resolved' });
	});

	it('of somebody unknown in a thread holds that contact’s other runs; a colleague’s only the run it is about', async () => {
		const { id, contactId, companyId } = await running();
		const other = await office.engage({ contactId, sequenceId: await office.sequence() });
		await office.leave(other);
		const said = { verdict: 'doubtful', readings: ['reply', 'objection'], engagementId: id, companyId };
		const { messageId } = await office.receive({ ...said, fromAddress: 'stranger@elsewhere.example' });
		expect((await office.run(other)).reason).toBe('verdict-doubtful');
		await say(messageId, 'none');
		expect((await office.run(other)).reason).toBe('step-delay');
		const colleague = await office.contact(companyId);
		await office.receive({ ...said, contactId: colleague.contactId });
		expect((await office.run(id)).reason).toBe('verdict-doubtful');
		expect((await office.run(other)).reason).toBe('step-delay');
	});
});

describe('a person says what it is', () => {
	it('a reply: success with its automations, as previewed; the choice is a line', async () => {
		const { id, companyId, messageId } = await held();
		const seen = await preview(messageId, 'reply');
		expect(seen.runs).toMatchObject([{ id, state: 'succeeded', reason: 'ended-reply', cancelled: 2 }]);
		expect(seen.effects.map(({ kind }) => kind)).toEqual(['relance']);
		expect(await office.run(id)).toMatchObject({ reason: 'verdict-doubtful', endedAt: null });
		expect(await office.relance(companyId)).toBeNull();
		expect(await say(messageId, 'reply')).toMatchObject({ ended: 1, reopened: 0 });
		expect(await office.run(id)).toMatchObject({ state: 'succeeded', endedByMessageId: messageId });
		expect(await office.relance(companyId)).not.toBeNull();
		expect(await office.events(id)).toContain('reading-chosen');
		expect((await open()).map((one) => one.messageId)).not.toContain(messageId);
	});

	it('a negative reply: failure with its automations, the address kept, the day in it proposed', async () => {
		const run = await running({
			onFailure: [
				{ kind: 'relance', priority: 'low', days: 30, follower: 'responsible', tag: { kind: 'leave' } },
			],
		});
		const { messageId } = await doubt(run, ['reply', 'objection'], 'Pas maintenant, revenez dans six mois.');
		const proposedOn = LATER;
		expect(await preview(messageId, 'negative-reply')).toMatchObject({ proposedOn });
		expect(await say(messageId, 'negative-reply')).toMatchObject({ ended: 1, proposedOn });
		expect(await office.run(run.id)).toMatchObject({ state: 'failed', reason: 'ended-negative-reply' });
		expect(await office.relance(run.companyId)).toMatchObject({ priority: 'low' });
		const suppressed = await office.tx(({ db }) => db.suppression.count());
		expect(suppressed).toBe(0);
	});

	it('an absence: waits for the day that is given', async () => {
		const { id, messageId } = await held();
		expect(await say(messageId, 'absence', await dayIn(9))).toMatchObject({ ended: 0 });
		expect(await office.run(id)).toMatchObject({ state: 'waiting', reason: 'contact-away' });
	});

	it('an objection: every run of the person fails', async () => {
		const run = await running();
		const { id, contactId } = run;
		const other = await office.engage({ contactId, sequenceId: await office.sequence() });
		const { messageId } = await doubt(run);
		const seen = await preview(messageId, 'objection');
		expect(seen.runs.map((run) => run.id)).toEqual([id, other]);
		expect(seen.offersRemoval).toBe(true);
		expect(await say(messageId, 'objection')).toMatchObject({ ended: 2 });
		expect((await office.run(other)).reason).toBe('ended-objection');
	});

	it('a report of a dead address marks it, one of a refusal does not', async () => {
		const address = ({ contactId }: { contactId: string }) =>
			office.tx(({ db }) => db.contactAddress.findFirstOrThrow({ where: { contactId } }));
		const dead = await held();
		expect((await preview(dead.messageId, 'bounce-hard')).addressesMarked).toBe(1);
		await say(dead.messageId, 'bounce-hard');
		expect((await address(dead)).invalidAt).not.toBeNull();
		expect((await office.run(dead.id)).reason).toBe('ended-bounce');
		const refused = await held();
		await say(refused.messageId, 'bounce-soft');
		expect((await address(refused)).invalidAt).toBeNull();
		expect((await office.run(refused.id)).reason).toBe('ended-refused');
	});

	it.each(['acknowledgement', 'none'] as const)(
		'%s: the run goes on where it was, and is poked',
		async (reading) => {
			const { id, messageId } = await held();
			const pokes = () => office.tx(({ db }) => db.outbox.count({ where: { targetId: id } }));
			const before = await pokes();
			await office.advance(30 * DAY);
			expect(await say(messageId, reading)).toMatchObject({ ended: 0 });
			expect(await pokes()).toBeGreaterThan(before);
			expect(await office.run(id)).toMatchObject({ position: 2, lateBatchId: null, doubtedSince: null });
			await office.leaveNext(id);
		},
	);

	it('sent twice is done once; said again is refused', async () => {
		const { messageId } = await held();
		const requestId = randomUUID();
		const first = await say(messageId, 'reply', undefined, requestId);
		expect(await say(messageId, 'reply', undefined, requestId)).toEqual(first);
		await expect(say(messageId, 'objection', undefined, requestId)).rejects.toThrow('request-reused');
		await expect(say(messageId, 'reply')).rejects.toThrow('verdict-unchanged');
	});

	it('moves the closing end by the time of the hold, and a pause in it counts once', async () => {
		const run = await running({ delays: [0] });
		const { closingEndsAt } = await office.run(run.id);
		const { messageId } = await doubt(run);
		await office.advance(DAY);
		await office.tx((tx) => pauseEngagement(tx, office.camille, request(run.id)));
		await office.advance(DAY);
		await office.tx((tx) => resumeEngagement(tx, office.camille, request(run.id)));
		await office.advance(9 * DAY);
		expect(await office.look(run.id)).toMatchObject({ reason: 'verdict-doubtful' });
		await say(messageId, 'none');
		const moved = (await office.run(run.id)).closingEndsAt!.getTime() - closingEndsAt!.getTime();
		expect(Math.round(moved / HOUR)).toBe(11 * 24);
		expect(await office.run(run.id)).toMatchObject({ state: 'closing', reason: 'closing-delay' });
	});
});

describe('two doubtful mails of one person', () => {
	it('hold until both are settled, and the hold counts once', async () => {
		const run = await running({ delays: [0] });
		const { closingEndsAt } = await office.run(run.id);
		const first = await doubt(run);
		await office.advance(2 * DAY);
		const second = await doubt(run, ['reply', 'absence']);
		await office.advance(2 * DAY);
		await say(first.messageId, 'none');
		expect((await office.run(run.id)).reason).toBe('verdict-doubtful');
		await office.advance(2 * DAY);
		await say(second.messageId, 'none');
		const moved = (await office.run(run.id)).closingEndsAt!.getTime() - closingEndsAt!.getTime();
		expect(Math.round(moved / HOUR)).toBe(6 * 24);
	});

	it('the second one still holds a run that lives again', async () => {
		const run = await running();
		const first = await doubt(run);
		const second = await doubt(run);
		await say(first.messageId, 'reply');
		expect((await office.run(run.id)).state).toBe('succeeded');
		await say(first.messageId, 'none');
		expect(await office.run(run.id)).toMatchObject({ reason: 'verdict-doubtful', endedAt: null });
		await say(second.messageId, 'none');
		expect((await office.run(run.id)).reason).toBe('step-delay');
	});
});

describe('a choice is corrected like a verdict', () => {
	it.each([
		'reply',
		'negative-reply',
		'absence',
		'objection',
		'bounce-hard',
		'bounce-soft',
		'acknowledgement',
		'none',
	] as const)('%s, and back: it is asked again, and then goes on', async (reading) => {
		const { id, contactId, messageId } = await held();
		await say(messageId, reading);
		await say(messageId, 'doubtful');
		expect(await office.run(id)).toMatchObject({ reason: 'verdict-doubtful', endedAt: null });
		expect(
			await office.tx(({ db }) =>
				db.contactAddress.count({ where: { contactId, invalidAt: { not: null } } }),
			),
		).toBe(0);
		expect((await open()).map((one) => one.messageId)).toContain(messageId);
		await say(messageId, 'none');
		await office.leaveNext(id);
	});

	it('an ordinary reply may be a negative one, and a negative one a reply', async () => {
		const run = await running();
		const { id, companyId } = run;
		const { messageId } = await office.receive({
			verdict: 'reply',
			engagementId: id,
			contactId: run.contactId,
			companyId,
		});
		expect(await office.relance(companyId)).not.toBeNull();
		expect(await say(messageId, 'negative-reply')).toMatchObject({ reopened: 1, ended: 1, undone: 2 });
		expect(await office.run(id)).toMatchObject({ state: 'failed', reason: 'ended-negative-reply', life: 2 });
		expect(await office.relance(companyId)).toBeNull();
		await say(messageId, 'reply');
		expect((await office.run(id)).state).toBe('succeeded');
		// It was never to be checked.
		await expect(say(messageId, 'doubtful')).rejects.toThrow('nothing-to-decide');
	});

	it.each([
		'reply',
		'early-reply',
		'absence',
		'acknowledgement',
		'notification',
		'none',
		'bounce-soft',
		'objection',
	])('%s can be corrected before and after the end', async (verdict) => {
		for (const isEnded of [false, true]) {
			const run = await running();
			const { messageId } = await office.receive({
				verdict,
				engagementId: run.id,
				contactId: run.contactId,
				companyId: run.companyId,
			});
			if (isEnded && !(await office.run(run.id)).endedAt)
				await office.tx((tx) => withdrawEngagement(tx, office.camille, request(run.id)));
			await say(messageId, verdict === 'negative-reply' ? 'reply' : 'negative-reply');
			const found = await office.tx(({ db }) => db.message.findFirstOrThrow({ where: { id: messageId } }));
			expect(found).toMatchObject({ verdict: 'negative-reply', correctedFrom: verdict });
		}
	});
});

describe('the choice after somebody did something else', () => {
	it('a paused run stays paused', async () => {
		const { id, messageId } = await held();
		await office.tx((tx) => pauseEngagement(tx, office.camille, request(id)));
		await say(messageId, 'none');
		expect(await office.run(id)).toMatchObject({ state: 'paused', reason: 'paused-by-user' });
	});

	it.each(['stopped', 'withdrawn'])('a %s run stays so, and the mail is still told', async (how) => {
		const { id, messageId } = await held();
		await office.tx((tx) =>
			how === 'stopped'
				? stopEngagement(tx, office.camille, { ...request(id), verdict: 'failure' })
				: withdrawEngagement(tx, office.camille, request(id)),
		);
		const before = await office.run(id);
		expect((await open()).map((one) => one.messageId)).toContain(messageId);
		expect(await say(messageId, 'reply')).toMatchObject({ ended: 0 });
		expect(await office.run(id)).toEqual(before);
	});

	it('an erased person’s mail is asked about no more', async () => {
		const { contactId, messageId } = await held();
		await office.erase(contactId);
		expect((await open()).map((one) => one.messageId)).not.toContain(messageId);
	});
});

it('another subscription sees and settles nothing of it', async () => {
	const { messageId } = await held();
	const other = await Office.open('doubt-elsewhere');
	try {
		const elsewhere = randomUUID();
		await expect(
			office.database.inSubscription(elsewhere, (tx) =>
				correctMessageVerdict(
					tx,
					{ ...other.camille, subscriptionId: elsewhere },
					{
						requestId: randomUUID(),
						messageId,
						verdict: 'none',
					},
				),
			),
		).rejects.toThrow('missing');
		const seen = await office.database.inSubscription(elsewhere, (tx) =>
			listDoubts(tx, other.camille, { whose: 'all', limit: 100 }),
		);
		expect(seen).toEqual([]);
	} finally {
		await other.close();
	}
});
