import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { armSend } from '#domain/sends/arm-send.ts';
import { claimSend } from '#domain/sends/claim-send.ts';
import { suppress } from '#domain/suppressions/suppress.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { DAY, HOUR, Office } from '#tests/environment/office.ts';
import {
	createLetter,
	createPreparingIssue,
	createSubscribers,
} from '#tests/environment/rows/leaving-issue.ts';
import { issueCounts } from '../issue-counts.ts';
import { lookAtPart } from '../look-at-part.ts';
import { pauseIssue, resumeIssue } from '../pause-issue.ts';
import { placesUnderWay } from '../places-under-way.ts';
import { prepareIssue } from '../prepare-issue.ts';
import { lookAtPlace, mayPlaceStillLeave } from './look-at-place.ts';
import { recordPlaceAccepted, recordPlaceDeferred } from './record-place-fate.ts';
import { sendIdOfPlace } from './send-id-of-place.ts';

const envelopes = createEnvelopes(randomBytes(32));
let office: Office;
beforeAll(async () => {
	office = await Office.open('errands');
});
afterAll(() => office.close());

/** An issue of Camille's own mailbox, ten in the morning of the next day in Paris. */
async function leaving(count: number) {
	await office.advanceTo(new Date(`${await office.dayIn(1)}T10:00:00+01:00`));
	return office.tx(async (tx) => {
		await tx.db.mailboxWatch.updateMany({ data: { provenAt: new Date() } });
		const newsletterId = await createLetter(tx, { ownerId: office.ines.userId });
		const contacts = await createSubscribers(tx, { newsletterId, senderId: office.senderId, count });
		const issueId = await createPreparingIssue(tx, newsletterId);
		await prepareIssue(tx, issueId, { version: 1, variables: [], links: [] });
		const part = await tx.db.issuePart.findFirstOrThrow({ where: { issueId } });
		return { issueId, partId: part.id, contacts };
	});
}

type Leaving = Awaited<ReturnType<typeof leaving>>;
const look = ({ partId }: Leaving) => office.tx((tx) => lookAtPlace(tx, partId));
const counts = ({ issueId }: Leaving) => office.tx((tx) => issueCounts(tx, issueId));

/** Looks and claims. @returns its send, and under what fence. */
async function claim(issue: Leaving): Promise<{ sendId: string; fence: number; recipient: string }> {
	return office.tx(async (tx) => {
		const asked = await lookAtPlace(tx, issue.partId);
		if (asked.kind !== 'go') throw new Error(`${asked.kind} ${'reason' in asked ? asked.reason : ''}`);
		const { part, place } = asked;
		const claimed = await claimSend(tx, {
			...{ kind: 'issue', sendId: place.sendId, senderId: part.senderId, issueId: part.issueId },
			...{ place: place.place, isFirstContact: asked.isFirstContact, lease: HOUR },
		});
		if (claimed.kind !== 'claimed') throw new Error(claimed.kind);
		const recipient = place.address!;
		await tx.db.send.updateMany({
			where: { id: place.sendId },
			data: { recipient, messageId: `<${place.sendId}@cadrelune.example>` },
		});
		return { sendId: place.sendId, fence: claimed.fence, recipient };
	});
}

const arm = ({ partId }: Leaving, send: { sendId: string; fence: number; recipient: string }) =>
	office.tx(async (tx) => (await mayPlaceStillLeave(tx, partId, send)) && armSend(tx, send));
const accept = (sendId: string) => office.tx((tx) => recordPlaceAccepted(tx, sendId, 'reply'));

describe('the mail of a place', () => {
	it('is known by issue and place for ever', () => {
		expect(sendIdOfPlace('6f1e7d0e-0a33-4d7f-9a9e-2f6c3e6d1a01', 7)).toBe(
			sendIdOfPlace('6F1E7D0E-0A33-4D7F-9A9E-2F6C3E6D1A01', 7),
		);
		expect(sendIdOfPlace('6f1e7d0e-0a33-4d7f-9a9e-2f6c3e6d1a01', 8)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5/);
	});

	it('leaves one after the other with the newsletter’s own gap, and is counted', async () => {
		const issue = await leaving(2);
		const first = await claim(issue);
		expect(await arm(issue, first)).toBe(true);
		expect(await look(issue)).toEqual({ kind: 'open' });
		expect(await counts(issue)).toMatchObject({ recipients: 2, waiting: 2, underWay: 1 });
		await accept(first.sendId);
		const waits = await look(issue);
		expect(waits).toMatchObject({ kind: 'wait', reason: 'mailbox-gap' });
		const gap = (waits as { until: Date }).until.getTime() - (await office.now()).getTime();
		expect(gap).toBeLessThanOrEqual(20_000);
		await office.advance(20_000);
		const second = await claim(issue);
		expect(second.sendId).not.toBe(first.sendId);
		expect(await arm(issue, second)).toBe(true);
		await accept(second.sendId);
		expect(await counts(issue)).toMatchObject({ accepted: 2, waiting: 0 });
		const wall = { now: new Date(), evidenceWindow: 0 };
		expect(await office.tx((tx) => lookAtPart(tx, issue.partId, wall))).toMatchObject({ ended: true });
	});

	it('to whoever objects between claim and dot does not leave, and she is left out; one that is armed is told of', async () => {
		const issue = await leaving(2);
		const object = (address: string) =>
			office.tx((tx) => suppress(tx, envelopes, { address, cause: 'one-click' }));
		const first = await claim(issue);
		expect((await object(first.recipient)).places).toEqual([]);
		expect(await arm(issue, first)).toBe(false);
		await office.tx(({ db }) =>
			db.send.updateMany({ where: { id: first.sendId }, data: { state: 'ready', fence: { increment: 1 } } }),
		);
		const second = await claim(issue);
		expect(await counts(issue)).toMatchObject({ leftOut: 1, waiting: 1 });
		expect(await arm(issue, second)).toBe(true);
		expect((await object(second.recipient)).places).toMatchObject([{ issueId: issue.issueId, place: 2 }]);
		await accept(second.sendId);
		expect(await office.tx((tx) => placesUnderWay(tx, []))).toEqual([]);
	});

	it('that is put off is tried again later, and the others go on; a pause holds them all', async () => {
		const issue = await leaving(2);
		const first = await claim(issue);
		await office.tx(async (tx) => {
			await tx.db.send.updateMany({ where: { id: first.sendId }, data: { state: 'ready' } });
			const fault = { code: 'greylisted', matter: 'recipient', replyCode: 451 } as const;
			await recordPlaceDeferred(tx, first.sendId, { outcome: 'deferred', fault });
		});
		const second = await claim(issue);
		expect(second.sendId).not.toBe(first.sendId);
		await office.tx((tx) => pauseIssue(tx, office.ines, issue));
		expect(await arm(issue, second)).toBe(false);
		expect(await look(issue)).toMatchObject({ kind: 'wait', reason: 'issue-paused' });
		await office.tx((tx) => resumeIssue(tx, office.ines, issue));
		expect(await arm(issue, second)).toBe(true);
		await accept(second.sendId);
		await office.advance(DAY);
		await office.tx(({ db }) => db.mailboxWatch.updateMany({ data: { provenAt: new Date() } }));
		expect((await claim(issue)).sendId).toBe(first.sendId);
	});

	it('waits while the mailbox is lost, and for the morning', async () => {
		const issue = await leaving(1);
		await office.tx(({ db }) => db.mailbox.updateMany({ data: { state: 'lost' } }));
		expect(await look(issue)).toMatchObject({ kind: 'wait', reason: 'mailbox-lost' });
		await office.tx(({ db }) => db.mailbox.updateMany({ data: { state: 'synchronised' } }));
		await office.advance(11 * HOUR);
		expect(await look(issue)).toMatchObject({ kind: 'wait', reason: 'outside-window' });
	});
});
