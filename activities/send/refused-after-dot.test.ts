import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideUncertainSend } from '#domain/engagements/acts/decide-uncertain-send.ts';
import { recordOwnCopy } from '#domain/inbound/record-own-copy.ts';
import { writeReply } from '#domain/mails/write-reply.ts';
import { messageIdKey } from '#mail/mime/message-id.ts';
import type { EngagedContact } from '#tests/crash/engaged-contact.ts';
import { SendRig } from '#tests/crash/send-rig.ts';
import { createReceivedMail } from '#tests/environment/rows/message.ts';
import type { Look } from '#workflows/contracts/look.ts';

const MINUTE = 60_000;

let rig: SendRig;
beforeAll(async () => {
	rig = await SendRig.open();
});
afterAll(() => rig?.close());

/** What a person of the contact's subscription does. */
const actorOf = async (contact: EngagedContact) => {
	const { id: userId, licence } = await rig.inside(contact, ({ db }) => db.user.findFirstOrThrow());
	return { subscriptionId: contact.subscriptionId, userId, licence };
};

const outcomesOf = async (contact: EngagedContact) =>
	(await rig.attemptsOf(contact)).map(({ outcome }) => outcome);

const minutes = ({ wait }: Look) => Math.round(wait / MINUTE);

/** Tries until the server has refused the third time. @returns the pauses between, in minutes. */
async function refuseThrice(contact: EngagedContact): Promise<number[]> {
	const pauses: number[] = [];
	for (let time = 1; time <= 2; time++) {
		const look = await rig.step(contact);
		expect(look).toMatchObject({ ended: false, reason: 'recipient-later' });
		expect((await rig.rowsOf(contact)).send).toMatchObject({ state: 'ready', refusals: time });
		pauses.push(minutes(look));
		await rig.advance(contact, look.wait);
	}
	await expect(rig.step(contact)).rejects.toMatchObject({ message: 'send-uncertain', nonRetryable: true });
	return pauses;
}

describe('a server that keeps the mail and answers 421 after the dot', () => {
	it.each(['silence', 'delivery', 'ask'] as const)(
		'gets it three times with the pauses of 5.5-1, then a person is asked, policy %s',
		async (uncertainPolicy) => {
			const contact = await rig.engage('keeps421', { uncertainPolicy });
			expect(await refuseThrice(contact)).toEqual([15, 60]);
			expect(await rig.reconcile(contact)).toMatchObject({ ended: false, reason: 'send-uncertain' });
			await rig.endEvidenceWindow(contact);
			expect(await rig.reconcile(contact)).toMatchObject({ ended: false, reason: 'send-unsettled' });
			expect((await rig.rowsOf(contact)).engagement).toMatchObject({ state: 'blocked' });
			expect((await rig.rowsOf(contact)).send).toMatchObject({ state: 'uncertain', settledBy: 'asked' });
			const told = await rig.inside(contact, ({ db }) => db.notification.findMany());
			expect(told.map(({ kind }) => kind)).toEqual(['choice-needed']);

			await expect(rig.step(contact)).rejects.toMatchObject({ message: 'send-open' });
			expect(await rig.reconcile(contact)).toMatchObject({ ended: false, reason: 'send-unsettled' });
			expect(rig.copiesTo(contact)).toHaveLength(3);
			expect(new Set(rig.copiesTo(contact).map(({ messageId }) => messageId)).size).toBe(1);
			expect(await outcomesOf(contact)).toEqual(Array(3).fill('deferred-after-dot'));
		},
	);

	it.each(['left', 'resend'] as const)('*%s* is what the person may answer', async (decision) => {
		const contact = await rig.engage('keeps421');
		await refuseThrice(contact);
		await rig.reconcile(contact);
		await rig.endEvidenceWindow(contact);
		await rig.reconcile(contact);
		const { engagementId } = contact;
		const sendId = (await rig.rowsOf(contact)).send!.id;
		const actor = await actorOf(contact);
		const answer = { requestId: randomUUID(), engagementId, sendId, decision };
		await rig.inside(contact, (tx) => decideUncertainSend(tx, actor, answer));
		const look = await rig.step(contact);
		const ids = new Set(rig.copiesTo(contact).map((copy) => copy.sendId));
		if (decision === 'left') {
			expect(look).toMatchObject({ reason: 'closing-delay' });
			expect([...ids]).toEqual([sendId]);
		} else {
			expect(look).toMatchObject({ reason: 'recipient-later' });
			expect(ids.size).toBe(2);
		}
	});

	it('sends nothing again once a copy lies in Sent', async () => {
		const contact = await rig.engage('keeps421');
		const { wait } = await rig.step(contact);
		rig.imap.file(rig.copiesTo(contact)[0]!.bytes);
		await rig.advance(contact, wait);
		expect(await rig.step(contact)).toMatchObject({ ended: false, reason: 'closing-delay' });
		expect((await rig.rowsOf(contact)).send).toMatchObject({
			state: 'accepted',
			evidence: 'sent-folder',
			refusals: 1,
		});
		expect(rig.copiesTo(contact)).toHaveLength(1);
		expect(await outcomesOf(contact)).toEqual(['deferred-after-dot']);
	});

	it('sends nothing again either where its row did not say that it was due', async () => {
		const contact = await rig.engage('keeps421');
		const { wait } = await rig.step(contact);
		rig.imap.file(rig.copiesTo(contact)[0]!.bytes);
		await rig.advance(contact, wait);
		await rig.inside(contact, ({ db }) =>
			db.engagement.updateMany({ data: { state: 'blocked', reason: 'mailbox-lost' } }),
		);
		expect(await rig.step(contact)).toMatchObject({ reason: 'closing-delay' });
		expect(rig.copiesTo(contact)).toHaveLength(1);
	});

	it('replaces by its late 4xx what was recorded while nobody knew', async () => {
		const contact = await rig.engage('heldreply');
		const late = rig.step(contact);
		await rig.smtp.until('held', ({ to }) => to === contact.address);
		expect(await rig.reconcile(contact)).toMatchObject({ reason: 'send-uncertain' });
		expect(await outcomesOf(contact)).toEqual(['uncertain']);
		rig.smtp.release('reply');
		expect(await late).toMatchObject({ reason: 'recipient-later' });
		expect(await outcomesOf(contact)).toEqual(['deferred-after-dot']);
		expect((await rig.rowsOf(contact)).send).toMatchObject({ state: 'ready', refusals: 1 });
	});

	it('has left as soon as the watcher reads a copy in Sent', async () => {
		const contact = await rig.engage('keeps421');
		await rig.step(contact);
		const { send } = await rig.rowsOf(contact);
		const { id: sendId, messageId } = send!;
		const copy = { sendId, messageIdKey: messageIdKey(messageId!), messageId: messageId! };
		await rig.inside(contact, async (tx) => {
			const { fence } = await tx.db.mailboxWatch.findFirstOrThrow();
			await recordOwnCopy(tx, { mailboxId: contact.mailboxId, fence }, copy);
		});
		expect((await rig.rowsOf(contact)).send).toMatchObject({ state: 'accepted', evidence: 'sent-folder' });
		expect((await rig.rowsOf(contact)).engagement.reason).toBe('closing-delay');
	});

	it('gets a personal mail three times; then its author is told that nobody knows', async () => {
		const contact = await rig.engage('keeps421');
		const actor = await actorOf(contact);
		const requestId = randomUUID();
		await rig.inside(contact, async (tx) => {
			const { companyId } = await tx.db.contact.findFirstOrThrow();
			const message = await createReceivedMail(tx, {
				mailboxId: contact.mailboxId,
				fromAddress: contact.address,
				contactId: contact.contactId,
				companyId,
				verdict: 'reply',
			});
			await writeReply(tx, actor, { requestId, messageId: message.id, bodyHtml: '<p>Merci !</p>' });
		});
		const ref = { subscriptionId: contact.subscriptionId, id: requestId };
		const sendWritten = () => rig.run(rig.activities.sendMessage, ref);
		const reconcile = () => rig.run(rig.activities.reconcileMessage, ref);
		for (const pause of [15, 60]) {
			const look = await sendWritten();
			expect(look).toMatchObject({ ended: false, reason: 'recipient-later' });
			expect(minutes(look)).toBe(pause);
			await rig.advance(contact, look.wait);
		}
		await expect(sendWritten()).rejects.toMatchObject({ message: 'send-uncertain' });
		expect(await reconcile()).toMatchObject({ ended: false, reason: 'send-uncertain' });
		await rig.endEvidenceWindow(contact);
		expect(await reconcile()).toMatchObject({ ended: true });
		expect(rig.copiesTo(contact)).toHaveLength(3);
		const events = await rig.inside(contact, ({ db }) => db.event.findMany({ where: { sendId: requestId } }));
		expect(events.map(({ kind }) => kind).sort()).toEqual(['mail-uncertain', 'mail-written']);
	});
});
