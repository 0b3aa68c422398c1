import { afterAll, beforeAll, expect, it } from 'vitest';
import { Office } from '#tests/environment/office.ts';
import {
	createLetter,
	createPreparingIssue,
	createRelay,
	createSubscribers,
} from '#tests/environment/rows/leaving-issue.ts';
import { armWindow } from '../arm-window.ts';
import { issueCounts } from '../issue-counts.ts';
import { readIssueHistory } from '../history/read-issue-history.ts';
import { notePace } from '../note-pace.ts';
import { pauseIssue, resumeIssue } from '../pause-issue.ts';
import { prepareIssue } from '../prepare-issue.ts';
import { recordOutcomes } from '../record-outcomes.ts';
import { stopIssue } from '../stop-issue.ts';
import { takePart } from '../take-part.ts';
import { readPlaces } from '../waiting-places.ts';
import { readIssue } from './read-issue.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('shown-issue');
});
afterAll(() => office.close());

/** An issue of eight subscribers of one relay. */
const leaving = () =>
	office.tx(async (tx) => {
		const senderId = await createRelay(tx);
		const newsletterId = await createLetter(tx, { ownerId: office.ines.userId });
		const contacts = await createSubscribers(tx, { newsletterId, senderId, count: 8 });
		const issueId = await createPreparingIssue(tx, newsletterId);
		await prepareIssue(tx, issueId, { version: 1, variables: [], links: [] });
		const { id: partId } = await tx.db.issuePart.findFirstOrThrow({ where: { issueId } });
		return { issueId, partId, contacts, senderId };
	});
const read = (issueId: string) => office.tx((tx) => readIssue(tx, office.ines, issueId));

it('shows what became of each recipient, the sum at every instant, and who is behind the numbers', async () => {
	const { issueId, partId, contacts, senderId } = await leaving();
	const before = await read(issueId);
	expect(before.counts).toMatchObject({ recipients: 8, accepted: 0, waiting: 8 });
	expect(before.mayAct).toBe(true);

	const { fence } = (await office.tx((tx) => takePart(tx, partId)))!;
	const left = contacts[3]!;
	await office.tx(async ({ db, at }) => {
		await db.newsletterSubscriber.updateMany({
			where: { contactId: left },
			data: { unsubscribedAt: at, unsubscribeCause: 'link' },
		});
	});
	await office.tx((tx) => notePace(tx, partId, { perSecond: 1 }));
	await office.tx(async (tx) => {
		const places = await readPlaces(tx, issueId, { firstPlace: 1, lastPlace: 6 });
		await armWindow(tx, { issueId, partId, fence, places });
	});
	const placeOfLeft = await office.tx(async ({ db }) => {
		return (await db.issuePlace.findFirstOrThrow({ where: { issueId, contactId: left } })).place;
	});
	const letters = ['a', 'a', 'r', 'u', '-', '-'];
	await office.tx((tx) =>
		recordOutcomes(tx, { partId, fence }, [
			{ number: 1, letters: letters.map((letter) => (letter === '-' ? ' ' : letter)).join('') },
		]),
	);

	const shown = await read(issueId);
	const { counts, parts } = shown;
	expect(counts).toEqual(await office.tx((tx) => issueCounts(tx, issueId)));
	const { accepted, rejected, uncertain, leftOut, waiting } = counts;
	expect(accepted + rejected + uncertain + leftOut + waiting).toBe(counts.recipients);
	expect(parts).toMatchObject([{ id: partId, sender: { id: senderId, kind: 'relay' }, rate: 60, counts }]);
	expect(shown.uncertain.map(({ place }) => place)).toEqual(placeOfLeft === 4 ? [] : [4]);
	expect(shown.leftOut).toEqual(placeOfLeft <= 6 ? [{ reason: 'unsubscribed', people: 1 }] : []);
	expect(shown.unsubscribed).toMatchObject([
		{ contactId: left, cause: 'link', handedAt: null, isUnderWay: false },
	]);
	expect(shown.minutes.reduce((sum, { mails }) => sum + mails, 0)).toBe(accepted + rejected + uncertain);
	expect(shown.resendable).toBe(uncertain);

	// Who leaves the list after her mail left had it.
	const gone = await office.tx(async ({ db, at }) => {
		const { contactId } = await db.issuePlace.findFirstOrThrow({ where: { issueId, place: 1 } });
		await db.newsletterSubscriber.updateMany({
			where: { contactId: contactId! },
			data: { unsubscribedAt: at, unsubscribeCause: 'link' },
		});
		return contactId;
	});
	const handedAt = left === gone ? null : (expect.any(Date) as Date);
	expect((await read(issueId)).unsubscribed.find(({ contactId }) => contactId === gone)).toMatchObject({
		handedAt,
	});
});

it('its history says who did what, the latest first', async () => {
	const { issueId } = await leaving();
	await office.tx((tx) => pauseIssue(tx, office.ines, { issueId }));
	await office.tx((tx) => resumeIssue(tx, office.ines, { issueId }));
	await office.tx((tx) => stopIssue(tx, office.ines, { issueId }));
	const history = await office.tx((tx) => readIssueHistory(tx, issueId));
	const told = history.filter(({ by }) => by).map(({ kind, people }) => [kind, people]);
	expect(told).toEqual([...[['stopped', 8]], ...[['resumed', 8]], ...[['paused', 8]]]);
	expect(history.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['snapshot', 'due']));
});

it('is missing where this subscription has none', async () => {
	await expect(read('0193f0aa-7c11-4a2e-9d0e-3f2b7f0e1a2b')).rejects.toThrow('missing');
});
