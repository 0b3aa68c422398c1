/** A mail that a person writes from a mailbox that is refused waits for its turn like a step (5.7-4). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { liftByHand, previewLift } from '#domain/mailboxes/lift-refusal.ts';
import { draftMail } from '#domain/mails/draft-mail.ts';
import { lookAtMessage, mayMessageStillLeave } from '#domain/mails/look-at-message.ts';
import { recordMessageDeferred } from '#domain/mails/record-message-fate.ts';
import { writeReply } from '#domain/mails/write-reply.ts';
import { MINUTE, Office } from '#tests/environment/office.ts';
import { noteAccepted } from './note-accepted.ts';
import { recordRefusal } from './record-refusal.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('refusals-of-written-mails');
});
afterAll(() => office?.close());
beforeEach(async () => {
	await office.tx(async ({ db, at }) => {
		await db.senderRefusal.deleteMany();
		await db.refusedSend.deleteMany();
		await db.engagement.updateMany({
			where: { endedAt: null },
			data: { endedAt: at, state: 'withdrawn', reason: 'ended-withdrawn' },
		});
	});
	await office.watch({});
});

/** A contact of whom a mail came, after a step that left. */
async function conversation() {
	const run = await office.engaged();
	const leftSendId = await office.leave(run.id);
	const { messageId } = await office.receive({
		verdict: 'none',
		engagementId: run.id,
		contactId: run.contactId,
		companyId: run.companyId,
		fromAddress: run.address,
	});
	return { ...run, leftSendId, messageId };
}
const write = async (messageId: string) =>
	(
		await office.tx((tx) =>
			writeReply(tx, office.camille, { requestId: randomUUID(), messageId, bodyHtml: '<p>Bonjour</p>' }),
		)
	).sendId;
const refuse = (sendId: string, side: 'own' | 'recipient' = 'own') =>
	office.tx((tx) =>
		recordRefusal(tx, { sendId, code: 'sender-refused', side, status: '5.7.1', isReported: false }),
	);
const look = (sendId: string, toOthers = true) => office.tx((tx) => lookAtMessage(tx, sendId, { toOthers }));
const standing = () =>
	office.tx(({ db }) => db.senderRefusal.findMany({ where: { liftedAt: null }, orderBy: { since: 'asc' } }));
const heldLines = (sendId: string) =>
	office.tx(({ db }) => db.event.count({ where: { kind: 'mail-held', sendId } }));

it('is not tried, says so once, and is the try when its turn comes: the others wait for the next one', async () => {
	const { messageId, leftSendId } = await conversation();
	await refuse(leftSendId);
	const sendId = await write(messageId);
	const other = await write(messageId);
	const [refusal] = await standing();
	for (const _ of [1, 2])
		expect(await look(sendId)).toEqual({
			kind: 'wait',
			reason: 'mailbox-refused',
			until: refusal!.nextTryAt,
		});
	expect(await heldLines(sendId)).toBe(1);
	await office.advanceTo(refusal!.nextTryAt!);
	await office.watch({});
	expect(await look(sendId)).toEqual({ kind: 'go' });
	expect(await office.tx((tx) => mayMessageStillLeave(tx, sendId, { toOthers: true }))).toBe(true);
	expect(await look(other)).toMatchObject({ reason: 'mailbox-refused' });
	await office.tx((tx) => noteAccepted(tx, sendId));
	expect(await standing()).toEqual([]);
	expect(await look(other)).toEqual({ kind: 'go' });
});

it('refused in its turn, makes the next pause longer', async () => {
	const { messageId, leftSendId } = await conversation();
	await refuse(leftSendId);
	const sendId = await write(messageId);
	await office.advanceTo((await standing())[0]!.nextTryAt!);
	await office.watch({});
	expect(await look(sendId)).toEqual({ kind: 'go' });
	await office.tx((tx) =>
		recordMessageDeferred(tx, sendId, {
			fault: { code: 'sender-refused', matter: 'mailbox', status: '5.7.1', replyCode: 554 },
			outcome: 'deferred',
			words: '554 5.7.1 …: account suspended',
		}),
	);
	const [refusal] = await standing();
	expect(refusal).toMatchObject({ tries: 1, probeSendId: null });
	const pause = refusal!.nextTryAt!.getTime() - (await office.now()).getTime();
	expect(Math.round(pause / MINUTE)).toBe(30);
	expect(await look(sendId)).toMatchObject({ reason: 'mailbox-refused', until: refusal!.nextTryAt });
});

it('goes at once where a person lifts the refusal, who sees how many do', async () => {
	const { messageId, leftSendId } = await conversation();
	await refuse(leftSendId);
	const sendId = await write(messageId);
	expect(await look(sendId)).toMatchObject({ reason: 'mailbox-refused' });
	const preview = await office.tx((tx) => previewLift(tx, office.camille, office.mailboxId));
	expect(preview.mails).toBeGreaterThan(0);
	const pokes = () => office.tx(({ db }) => db.outbox.count({ where: { targetId: sendId } }));
	const before = await pokes();
	await office.tx((tx) => liftByHand(tx, office.camille, office.mailboxId));
	expect(await pokes()).toBeGreaterThan(before);
	expect(await look(sendId)).toEqual({ kind: 'go' });
});

it('waits where its recipient’s domain alone refuses us; another domain’s does not', async () => {
	const first = await conversation();
	await refuse(first.leftSendId, 'recipient');
	const elsewhere = randomUUID();
	await office.tx((tx) =>
		draftMail(tx, {
			...{ sendId: elsewhere, kind: 'personal', senderId: office.senderId, authorId: office.camille.userId },
			...{ recipient: 'ami@ailleurs.example', subject: 'Bonjour', bodyHtml: '<p>Bonjour</p>' },
		}),
	);
	expect(await look(await write(first.messageId))).toMatchObject({ reason: 'mailbox-refused' });
	expect(await look(elsewhere)).toEqual({ kind: 'go' });
});

it('that was claimed before is stopped at the last gate; a test of oneself is not', async () => {
	const { messageId, leftSendId } = await conversation();
	const sendId = await write(messageId);
	expect(await look(sendId)).toEqual({ kind: 'go' });
	await refuse(leftSendId);
	expect(await office.tx((tx) => mayMessageStillLeave(tx, sendId, { toOthers: true }))).toBe(false);
	expect(await look(sendId, false)).toEqual({ kind: 'go' });
});
