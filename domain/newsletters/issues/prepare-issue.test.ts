import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { suppress } from '#domain/suppressions/suppress.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { newsletterLimits } from '#platform/newsletter-limits.ts';
import { Office } from '#tests/environment/office.ts';
import { rowsRead } from '#tests/environment/rows-read.ts';
import {
	createLetter,
	createPreparingIssue,
	createRelay,
	createSubscribers,
} from '#tests/environment/rows/leaving-issue.ts';
import { analyzeList } from './analyze-list.ts';
import { analyzePlaces } from './analyze-places.ts';
import { confirmSameContent } from './confirm-same-content.ts';
import { issueCounts } from './issue-counts.ts';
import { closePage } from './closing/close-page.ts';
import { lookAtIssue } from './look-at-issue.ts';
import { pauseIssue, resumeIssue } from './pause-issue.ts';
import { contentToPrepare, prepareIssue } from './prepare-issue.ts';

const envelopes = createEnvelopes(randomBytes(32));
let office: Office;
beforeAll(async () => {
	office = await Office.open('prepare-issue');
});
afterAll(() => office.close());

const prepare = (issueId: string, version = 1) =>
	office.tx((tx) =>
		prepareIssue(tx, issueId, { version, variables: ['contact.prenom', 'societe'], links: [] }),
	);
const content = (issueId: string) => office.tx((tx) => contentToPrepare(tx, issueId));
const stateOf = async (issueId: string) =>
	(await office.tx(({ db }) => db.newsletterIssue.findFirstOrThrow({ where: { id: issueId } }))).state;

describe('the snapshot', () => {
	it('writes who gets it by sender, contiguous, with what the content names and who gets nothing', async () => {
		const made = await office.tx(async (tx) => {
			const newsletterId = await createLetter(tx, { ownerId: office.ines.userId });
			const relay = await createRelay(tx);
			const few = await createSubscribers(tx, { newsletterId, senderId: office.senderId, count: 2 });
			const many = await createSubscribers(tx, { newsletterId, senderId: relay, count: 5 });
			const lost = await createSubscribers(tx, { newsletterId, senderId: null, count: 1 });
			const issueId = await createPreparingIssue(tx, newsletterId);
			return { newsletterId, relay, few, many, lost, issueId };
		});
		const { many, issueId } = made;
		await office.tx(async ({ db, at }) => {
			const first = await db.contactAddress.findFirstOrThrow({ where: { contactId: many[0]! } });
			await db.contactAddress.updateMany({
				where: { contactId: many[1]! },
				data: { address: first.address },
			});
			await db.contactAddress.deleteMany({ where: { contactId: many[2]! } });
			await db.newsletterSubscriber.updateMany({
				where: { contactId: many[3]! },
				data: { unsubscribedAt: at, unsubscribeCause: 'link' },
			});
		});
		const suppressed = await office.tx(({ db }) =>
			db.contactAddress.findFirstOrThrow({ where: { contactId: many[4]! } }),
		);
		await office.tx((tx) => suppress(tx, envelopes, { address: suppressed.address, cause: 'manual' }));
		expect(await prepare(issueId)).toBe(true);
		const { parts, places } = await office.tx(async ({ db }) => ({
			parts: await db.issuePart.findMany({ where: { issueId }, orderBy: { firstPlace: 'asc' } }),
			places: await db.issuePlace.findMany({ where: { issueId }, orderBy: { place: 'asc' } }),
		}));
		expect(places.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5, 6, 7]);
		expect(parts.map(({ firstPlace, lastPlace }) => lastPlace - firstPlace + 1).sort()).toEqual([1, 2, 4]);
		expect(parts.find(({ senderId }) => senderId === made.relay)).toMatchObject({ mode: 'windows' });
		expect(parts.find(({ senderId }) => senderId === office.senderId)).toMatchObject({ mode: 'errands' });
		expect(parts.at(-1)).toMatchObject({ senderId: null });
		const leftOut = (contactId: string) => places.find((one) => one.contactId === contactId)?.leftOut;
		expect(many.map(leftOut)).toEqual([...[null, 'same-address', 'no-address', undefined], 'suppressed']);
		expect(places[0]!.variables).toEqual({ 'contact.prenom': 'Hélène', societe: 'Ardelouse' });
		expect(await office.tx((tx) => issueCounts(tx, issueId))).toMatchObject({
			...{ recipients: 7, leftOut: 3, waiting: 4 },
		});
		const domains = new Set(
			places.flatMap(({ address, leftOut: why }) => (address && !why ? [address.split('@')[1]!] : [])),
		);
		const noted = await office.tx(({ db }) => db.recipientDomain.findMany());
		expect(noted.map(({ domain }) => domain).sort()).toEqual([...domains].sort());
		await office.tx(analyzePlaces);
		expect(await prepare(issueId)).toBe(false);
	});

	it('reads each contact a few times, also of a list that the statistics knew nothing of', async () => {
		const count = newsletterLimits.manySubscribers + 100;
		const { newsletterId, issueId } = await office.tx(async (tx) => {
			const newsletterId = await createLetter(tx, { ownerId: office.ines.userId });
			await createSubscribers(tx, { newsletterId, senderId: await createRelay(tx), count });
			return { newsletterId, issueId: await createPreparingIssue(tx, newsletterId) };
		});
		await office.tx((tx) => analyzeList(tx, newsletterId));
		const read = await office.tx((tx) =>
			rowsRead(tx, ['contact'], () => prepareIssue(tx, issueId, { version: 1, variables: [], links: [] })),
		);
		expect(read).toBeLessThan(10 * count);
	});

	it('of a newsletter that was edited since it was read writes nothing', async () => {
		const issueId = await office.tx(async (tx) =>
			createPreparingIssue(tx, await createLetter(tx, { ownerId: office.ines.userId })),
		);
		expect(await prepare(issueId, 2)).toBe(false);
		expect(await stateOf(issueId)).toBe('preparing');
	});

	it('of an issue that was paused before it stays paused, and leaves once it is resumed', async () => {
		const issueId = await office.tx(async (tx) => {
			const newsletterId = await createLetter(tx, { ownerId: office.ines.userId });
			await createSubscribers(tx, { newsletterId, senderId: await createRelay(tx), count: 1 });
			return createPreparingIssue(tx, newsletterId);
		});
		await office.tx((tx) => pauseIssue(tx, office.ines, { issueId }));
		expect(await content(issueId)).toBeUndefined();
		expect(await prepare(issueId)).toBe(false);
		await office.tx((tx) => resumeIssue(tx, office.ines, { issueId }));
		expect(await prepare(issueId)).toBe(true);
		expect(await stateOf(issueId)).toBe('leaving');
	});
});

it('content that nobody changed since the issue before waits for a person, once for each issue (5.7-10)', async () => {
	const newsletterId = await office.tx((tx) => createLetter(tx, { ownerId: office.ines.userId }));
	const first = await office.tx((tx) => createPreparingIssue(tx, newsletterId));
	expect(await content(first)).toBeDefined();
	await prepare(first);
	expect(await office.tx((tx) => lookAtIssue(tx, first))).toMatchObject({ reason: 'issue-observing' });
	await office.advance(86_400_000);
	const second = await office.tx((tx) => createPreparingIssue(tx, newsletterId));
	expect(await content(second)).toBeUndefined();
	expect(await office.tx((tx) => lookAtIssue(tx, second))).toMatchObject({
		ended: false,
		reason: 'issue-same-content',
	});
	const told = () =>
		office.tx(({ db }) =>
			db.notification.findMany({ where: { issueId: second, userId: office.ines.userId } }),
		);
	expect(await told()).toMatchObject([{ kind: 'issue-asks', treatedAt: null }]);
	await office.tx((tx) => confirmSameContent(tx, office.ines, { issueId: second }));
	expect(await told()).toMatchObject([{ treatedBy: 'resolved' }]);
	expect(await content(second)).toBeDefined();
	expect(await prepare(second)).toBe(true);
	await office.advance(86_400_000);
	const third = await office.tx((tx) => createPreparingIssue(tx, newsletterId));
	await office.tx(({ db, at }) =>
		db.newsletter.updateMany({ where: { id: newsletterId }, data: { contentChangedAt: at } }),
	);
	expect(await content(third)).toBeDefined();
});

it('an issue is observed for its days once all of its parts are done, then it is over', async () => {
	const issueId = await office.tx(async (tx) => {
		const newsletterId = await createLetter(tx, { ownerId: office.ines.userId });
		await createSubscribers(tx, { newsletterId, senderId: await createRelay(tx), count: 1 });
		return createPreparingIssue(tx, newsletterId);
	});
	await prepare(issueId);
	const look = () => office.tx((tx) => lookAtIssue(tx, issueId));
	expect(await look()).toMatchObject({ ended: false, reason: 'issue-leaving' });
	await office.tx(({ db }) => db.issuePart.updateMany({ where: { issueId }, data: { state: 'done' } }));
	expect(await look()).toMatchObject({ ended: false, reason: 'issue-observing' });
	const { partId, contactId } = await office.tx(async (tx) => {
		const part = await tx.db.issuePart.findFirstOrThrow({ where: { issueId } });
		const place = await tx.db.issuePlace.findFirstOrThrow({ where: { issueId } });
		return { partId: part.id, contactId: place.contactId! };
	});
	await office.asOwner(
		`INSERT INTO issue_window (subscription_id, part_id, number, fence, first_place, last_place, armed_at, armed_wall_at, outcomes)
		VALUES ('${office.subscriptionId}', '${partId}', 1, 1, 1, 1, now(), now(), 'a')`,
	);
	for (let looks = 0; looks < 3; looks++) await look();
	const lines = { contactId, kind: 'newsletter-sent' };
	expect(await office.tx(({ db }) => db.event.count({ where: lines }))).toBe(1);
	await office.advance(7 * 86_400_000);
	expect(await look()).toMatchObject({ isToClose: true });
	expect(await office.tx((tx) => closePage(tx, issueId)), 'nothing is left').toBe(false);
	expect(await stateOf(issueId)).toBe('ended');
	expect(await look()).toMatchObject({ ended: true });
});
