import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lookAtEngagement } from '#domain/engagements/look/look-at-engagement.ts';
import { sendIdOf } from '#domain/engagements/look/send-id.ts';
import { nextErrand } from '#domain/newsletters/issues/errands/read-errands.ts';
import { sendIdOfPlace } from '#domain/newsletters/issues/errands/send-id-of-place.ts';
import { issueCounts } from '#domain/newsletters/issues/issue-counts.ts';
import { lookAtPart } from '#domain/newsletters/issues/look-at-part.ts';
import { prepareIssue } from '#domain/newsletters/issues/prepare-issue.ts';
import { DAY, Office } from '#tests/environment/office.ts';
import {
	createLetter,
	createPreparingIssue,
	createSubscribers,
} from '#tests/environment/rows/leaving-issue.ts';
import { findForgottenPlaces } from './find-forgotten-places.ts';
import { findForgottenSteps } from './find-forgotten-steps.ts';
import { noticeOtherDatabase } from './notice-other-database.ts';
import { proofOfCopy } from './proof-of-copy.ts';
import { readBackDue } from './read-back-due.ts';
import { recordReadBack } from './record-read-back.ts';
import { recordRestore } from './record-restore.ts';
import { recordUnknownSent } from './record-unknown-sent.ts';
import { recoverPlace } from './recover-place.ts';
import { recoverStep, takeWordOfRun } from './recover-step.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('restores');
});
afterAll(() => office.close());
beforeEach(async () => {
	await office.asOwner('DELETE FROM restore_incident');
	await office.tx(({ db }) => db.mailboxReadBack.deleteMany());
	await office.tx(({ db }) => db.unknownSentMail.deleteMany());
});

/** A run whose row stands at its second step, while the run knows that this step left. */
async function behind() {
	const run = await office.engaged();
	await office.leave(run.id);
	await office.advanceTo((await office.run(run.id)).nextLookAt!);
	return { ...run, sendId: sendIdOf(run.id, 2, 1) };
}
const look = (run: { id: string; sendId: string }) =>
	office.tx((tx) => lookAtEngagement(tx, run.id, { lastAcceptedSendId: run.sendId }));
const prove = async (run: { id: string; sendId: string }) => {
	const said = await look(run);
	if (said.kind !== 'behind') throw new Error(said.kind);
	return office.database.asHalt((tx) => recordRestore(tx, { ...said, provenBy: 'run' }));
};
const readBack = async (hadSentFolder = true) => {
	const due = await office.tx((tx) => readBackDue(tx, office.mailboxId));
	if (!due) throw new Error('nothing is due');
	return office.tx((tx) => recordReadBack(tx, office.mailboxId, due, hadSentFolder));
};

describe('a run that knows a send which its row does not', () => {
	it('proves a restore, once, and its own mailbox waits until it was read back', async () => {
		const [one, other] = [await behind(), await behind()];
		const lastLookAt = (await office.run(one.id)).lastLookAt!;
		expect(await look(one)).toMatchObject({ incident: 'unproven', newest: 0, lostSince: lastLookAt });
		const saidTwice = await look(one);
		expect(await prove(other)).toBe(true);
		if (saidTwice.kind !== 'behind') throw new Error(saidTwice.kind);
		const again = { ...saidTwice, provenBy: 'run' as const };
		expect(await office.database.asHalt((tx) => recordRestore(tx, again))).toBe(false);

		expect(await look(one)).toMatchObject({ kind: 'wait', reason: 'database-restored', until: null });
		expect(await office.run(one.id)).toMatchObject({ state: 'blocked', reason: 'database-restored' });
		await readBack();
		// The copy was not found: what the run knows counts.
		const said = await look(one);
		expect(said).toMatchObject({ kind: 'behind', incident: 'read-back' });
		await office.tx((tx) =>
			takeWordOfRun(tx, { engagementId: one.id, mailboxId: office.mailboxId, sendId: one.sendId }),
		);
		expect(await office.run(one.id)).toMatchObject({ position: 3, lastAcceptedSendId: one.sendId });
		expect(await look(one)).toMatchObject({ kind: 'wait', reason: 'step-delay' });
	});

	it('proves another restore where it had looked since its mailbox was read back', async () => {
		const run = await behind();
		await prove(run);
		await readBack();
		await office.tx((tx) => lookAtEngagement(tx, run.id));
		expect(await look(run)).toMatchObject({ incident: 'unproven', newest: 1 });
	});

	it('waits for support where no Sent folder proves what left', async () => {
		const run = await behind();
		await prove(run);
		await readBack(false);
		expect(await look(run)).toMatchObject({ reason: 'database-restored' });
		expect(await office.tx((tx) => readBackDue(tx, office.mailboxId))).toBeUndefined();
	});
});

describe('a mail of ours in Sent that no row knows', () => {
	it('is a step of a live run: it counts as left when it left, with those before it', async () => {
		const run = await office.engaged();
		const third = sendIdOf(run.id, 3, 1);
		const steps = await office.tx((tx) => findForgottenSteps(tx, office.mailboxId, [third, randomUUID()]));
		expect([...steps]).toEqual([[third, { engagementId: run.id, position: 3, occurrence: 1 }]]);
		const sentAt = new Date((await office.now()).getTime() - DAY);
		const recover = () =>
			office.tx((tx) => recoverStep(tx, third, steps.get(third)!, { sentAt, evidence: 'read-back' }));
		expect([await recover(), await recover()]).toEqual([true, false]);
		expect(await office.run(run.id)).toMatchObject({ position: 4, state: 'closing', lastSentAt: sentAt });
		expect(await office.events(run.id)).toContain('step-settled');
	});

	it('proves a restore, until one covers it', async () => {
		const run = await office.engaged();
		const receivedAt = await office.now();
		const copy = { sendId: sendIdOf(run.id, 1, 1), of: { engagementId: run.id }, receivedAt };
		const proof = await office.tx((tx) => proofOfCopy(tx, office.mailboxId, copy));
		expect(proof).toMatchObject({ newest: 0, provenBy: 'sent-folder' });
		await office.database.asHalt((tx) => recordRestore(tx, proof!));
		expect(await office.tx((tx) => proofOfCopy(tx, office.mailboxId, copy))).toBeUndefined();
		await readBack();
		expect(await office.tx((tx) => proofOfCopy(tx, office.mailboxId, copy))).toBeUndefined();
		await office.advance(DAY);
		const later = { ...copy, receivedAt: await office.now() };
		expect(await office.tx((tx) => proofOfCopy(tx, office.mailboxId, later))).toMatchObject({ newest: 1 });
	});

	it('that belongs to nothing is kept for support, and only after a restore', async () => {
		const mail = { sendId: randomUUID(), sentAt: await office.now() };
		const note = () => office.tx((tx) => recordUnknownSent(tx, office.mailboxId, mail));
		await note();
		expect(await office.tx(({ db }) => db.unknownSentMail.count())).toBe(0);
		await prove(await behind());
		const later = { ...mail, sentAt: await office.now() };
		await office.tx((tx) => recordUnknownSent(tx, office.mailboxId, later));
		expect(await readBack()).toMatchObject({ unknown: 1, steps: 0 });
	});
});

describe('a newsletter’s mail in Sent that no row knows', () => {
	/** An issue from this mailbox, of which nothing left by the rows. */
	const leaving = () =>
		office.tx(async (tx) => {
			const newsletterId = await createLetter(tx, { ownerId: office.ines.userId });
			await createSubscribers(tx, { newsletterId, senderId: office.senderId, count: 3 });
			const issueId = await createPreparingIssue(tx, newsletterId);
			await prepareIssue(tx, issueId, { version: 1, variables: [], links: [] });
			const { id: partId } = await tx.db.issuePart.findFirstOrThrow({ where: { issueId } });
			return { issueId, partId };
		});
	const mailOf = (sendId: string) => ({
		recipient: 'lectrice@ardelouse.example',
		subject: 'La lettre',
		messageId: `<${sendId}@cadrelune.example>`,
		messageIdKey: `${sendId}@cadrelune.example`,
	});

	it('counts as left when it left, once, and the others of its part still wait', async () => {
		const { issueId, partId } = await leaving();
		const sendId = sendIdOfPlace(issueId, 2);
		const found = await office.tx((tx) => findForgottenPlaces(tx, [sendId, randomUUID()]));
		expect([...found]).toEqual([[sendId, { issueId, place: 2 }]]);
		const receivedAt = await office.now();
		const copy = { sendId, of: { issueId }, receivedAt };
		expect(await office.tx((tx) => proofOfCopy(tx, office.mailboxId, copy))).toMatchObject({ newest: 0 });
		const left = { mailboxId: office.mailboxId, sentAt: receivedAt, mail: mailOf(sendId) };
		const recover = () => office.tx((tx) => recoverPlace(tx, sendId, { issueId, place: 2 }, left));
		expect([await recover(), await recover()]).toEqual([true, false]);
		const send = await office.tx(({ db }) => db.send.findFirstOrThrow({ where: { id: sendId } }));
		expect(send).toMatchObject({ state: 'accepted', evidence: 'read-back', sentAt: receivedAt });
		expect(await office.tx((tx) => issueCounts(tx, issueId))).toMatchObject({ accepted: 1, waiting: 2 });
		const next = await office.tx((tx) => nextErrand(tx, partId, 1));
		expect(next?.place).toBe(3);
	});

	it('is waited for; where no Sent folder proves anything, whoever waits is in doubt, until something is found', async () => {
		const { issueId, partId } = await leaving();
		await prove(await behind());
		const wall = { now: new Date(), evidenceWindow: 0 };
		const lookAt = () => office.tx((tx) => lookAtPart(tx, partId, wall));
		expect(await lookAt()).toMatchObject({ reason: 'database-restored' });
		await readBack(false);
		expect(await lookAt()).toMatchObject({ reason: 'database-restored' });
		await office.tx(({ db, at }) => db.mailboxReadBack.updateMany({ data: { reopenedAt: at } }));
		expect(await lookAt()).toMatchObject({ reason: 'part-doubted' });
		const sendId = sendIdOfPlace(issueId, 2);
		const left = { mailboxId: office.mailboxId, sentAt: await office.now(), mail: mailOf(sendId) };
		await office.tx((tx) => recoverPlace(tx, sendId, { issueId, place: 2 }, left));
		const counts = await office.tx((tx) => issueCounts(tx, issueId));
		expect(counts).toMatchObject({ recipients: 3, accepted: 1, uncertain: 2, waiting: 0 });
	});

	it('goes on without doubt once its Sent folder was read', async () => {
		const { issueId, partId } = await leaving();
		await prove(await behind());
		await readBack();
		await office.tx(({ db }) => db.mailboxWatch.updateMany({ data: { provenAt: new Date() } }));
		const wall = { now: new Date(), evidenceWindow: 0 };
		expect(await office.tx((tx) => lookAtPart(tx, partId, wall))).toMatchObject({ leaves: 'errands' });
		expect(await office.tx((tx) => issueCounts(tx, issueId))).toMatchObject({ uncertain: 0, waiting: 3 });
	});
});

it('a mailbox that was connected after a restore is not concerned', async () => {
	await prove(await behind());
	await office.asOwner(
		`UPDATE mailbox SET created_at = now() + interval '1 hour' WHERE id = '${office.mailboxId}'`,
	);
	expect(await office.tx((tx) => readBackDue(tx, office.mailboxId))).toBeUndefined();
	const run = await office.engaged();
	expect(await office.look(run.id)).toMatchObject({ kind: 'go' });
	await office.asOwner(
		`UPDATE mailbox SET created_at = now() - interval '1 hour' WHERE id = '${office.mailboxId}'`,
	);
});

it('another database than the one last worked on came back from a backup: recorded before anything works', async () => {
	const notice = () => noticeOtherDatabase(office.database);
	expect([await notice(), await notice()]).toEqual([false, false]);
	await office.asOwner(`UPDATE installation SET fingerprint = 'another one'`);
	expect([await notice(), await notice()]).toEqual([true, false]);
	const run = await office.engaged();
	// It knows nothing of what left, as one that ended after the backup.
	expect(await office.look(run.id)).toMatchObject({ kind: 'wait', reason: 'database-restored' });
	const { lostSince } = (await office.tx((tx) => readBackDue(tx, office.mailboxId)))!;
	expect(lostSince <= (await office.now())).toBe(true);
});
