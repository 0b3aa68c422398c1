import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import { suppressionHash } from '#domain/suppressions/ask/suppression-key.ts';
import { isSuppressed } from '#domain/suppressions/ask/is-suppressed.ts';
import { measuringOf } from '#domain/tracking/choices/measuring-of.ts';
import { placeTickets, type PlaceTickets } from '#domain/tracking/tickets/place-tickets.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { openKeyRing, type KeyRing } from '#platform/secrets/key-ring.ts';
import { Office } from '#tests/environment/office.ts';
import { createIssue } from '#tests/environment/rows/issue.ts';
import { refuseMeasuring, subscribeAgain, unsubscribe } from './acts-of-page.ts';
import { readMailPage } from './mail-page.ts';

let office: Office;
let ring: KeyRing;
let envelopes: Envelopes;
let contactId: string;
let address: string;
let newsletterId: string;
let issueId: string;
let tickets: PlaceTickets;

beforeAll(async () => {
	office = await Office.open('pages');
	envelopes = await office.tx((tx) => Promise.resolve(tx.process.envelopes()));
	ring = await openKeyRing(office.database, envelopes, 'unsubscribe');
});
afterAll(() => office?.close());

beforeEach(async () => {
	await office.watch({});
	({ contactId, address } = await office.contact());
	await office.tx(async (tx) => {
		({ newsletterId, issueId } = await createIssue(tx, {
			ownerId: office.ines.userId,
			places: [{ contactId, address, addressHash: suppressionHash(tx, address) }],
		}));
	});
	await subscribeRow(newsletterId);
	tickets = placeTickets(ring, { issueId, place: 1 });
});

const subscribeRow = (id: string, whom = contactId) =>
	office.tx(({ db, subscriptionId, at }) =>
		db.newsletterSubscriber.create({
			data: { subscriptionId, newsletterId: id, contactId: whom, subscribedAt: at },
		}),
	);
const page = () => readMailPage(office.database, ring, tickets.unsubscribe);
const leave = (wish: Parameters<typeof unsubscribe>[4]) =>
	unsubscribe(office.database, envelopes, ring, tickets.unsubscribe, wish);
const causes = () =>
	office.tx(async ({ db }) =>
		(await db.newsletterSubscriber.findMany({ where: { contactId }, orderBy: { newsletterId: 'asc' } })).map(
			({ unsubscribeCause }) => unsubscribeCause,
		),
	);
const listed = () => office.tx(async (tx) => (await isSuppressed(tx, address)) !== undefined);

describe('the page behind a newsletter’s mail', () => {
	it('names the letter and its reader no more than she sees in her mail, and changes nothing', async () => {
		const read = await page();
		expect(read).toMatchObject({
			...{
				language: 'fr',
				suppressed: false,
				address: `${address[0]}•••${address.slice(address.indexOf('@'))}`,
			},
			newsletter: { title: 'La lettre de l’atelier', isSubscribed: true, unsubscribedAt: null },
			measuring: { opens: 'anonymous', clicks: true },
		});
		expect(JSON.stringify(read)).not.toContain(address);
		expect(await causes()).toEqual([null]);
	});

	it('takes her off that letter alone, runs going on, and says so again', async () => {
		const run = await office.engage({ contactId, sequenceId: await office.sequence() });
		for (const wish of [{ cause: 'link' }, { cause: 'link', scope: 'newsletter' }] as const)
			expect(await leave(wish)).toMatchObject({
				suppressed: false,
				newsletter: { isSubscribed: false },
				isUnderWay: false,
			});
		expect(await causes()).toEqual(['link']);
		expect(await listed()).toBe(false);
		expect((await office.run(run)).endedAt).toBeNull();
	});

	it('means that letter too where a mail program asks with one click', async () => {
		await leave({ cause: 'one-click' });
		expect(await causes()).toEqual(['one-click']);
		expect(await listed()).toBe(false);
	});

	it('takes her off everything where she says so: every letter, the list, her runs', async () => {
		const other = await office.tx((tx) => createIssue(tx, { ownerId: office.ines.userId }));
		await subscribeRow(other.newsletterId);
		const run = await office.engage({ contactId, sequenceId: await office.sequence() });
		expect(await leave({ cause: 'link', scope: 'everything' })).toMatchObject({ suppressed: true });
		expect(await causes()).toEqual(['everything', 'everything']);
		expect(await listed()).toBe(true);
		expect(await office.run(run)).toMatchObject({ reason: 'ended-unsubscribed' });
	});

	it('brings her back by her own word, with a consent of her own', async () => {
		await leave({ cause: 'link', scope: 'everything' });
		const again = await subscribeAgain(office.database, ring, tickets.unsubscribe);
		expect(again).toMatchObject({ suppressed: false, newsletter: { isSubscribed: true } });
		expect(await listed()).toBe(false);
		const [row] = await office.tx(({ db }) => db.newsletterSubscriber.findMany({ where: { contactId } }));
		expect(row).toMatchObject({ ground: 'consent', unsubscribedAt: null });
	});

	it('says that a mail had left where one is armed to her', async () => {
		await office.tx(async ({ db, subscriptionId, at }) => {
			const partId = randomUUID();
			await db.newsletterIssue.updateMany({ where: { id: issueId }, data: { state: 'leaving' } });
			await db.issuePart.create({
				data: {
					...{ subscriptionId, id: partId, issueId, mode: 'windows', firstPlace: 1, lastPlace: 1 },
					...{ since: at, nextPlace: 2 },
				},
			});
			await db.issueWindow.create({
				data: {
					...{ subscriptionId, partId, number: 1, fence: 1, firstPlace: 1, lastPlace: 1 },
					...{ armedAt: at, armedWallAt: at, outcomes: '-' },
				},
			});
		});
		expect(await leave({ cause: 'link' })).toMatchObject({ isUnderWay: true });
		await office.tx(({ db, at }) => db.issueWindow.updateMany({ data: { outcomes: 'a', settledAt: at } }));
		expect(await leave({ cause: 'link' })).toMatchObject({ isUnderWay: false });
	});

	it('refuses measuring, which holds for all her mails', async () => {
		const after = await refuseMeasuring(office.database, ring, tickets.unsubscribe);
		expect(after?.measuring).toEqual({ opens: 'none', clicks: false });
		const answers = await office.tx((tx) => measuringOf(tx, [contactId]));
		expect(answers.get(contactId)).toEqual({ opens: 'none', clicks: false });
		const [choice] = await office.tx(({ db }) => db.measuringChoice.findMany({ where: { contactId } }));
		expect(choice).toMatchObject({ source: 'page', chosenById: null });
		expect(await causes()).toEqual([null]);
	});
});

describe('when she or the letter is gone', () => {
	it('works after the newsletter was deleted, and offers no way back into it', async () => {
		await office.tx(({ db, at }) =>
			db.newsletter.updateMany({ where: { id: newsletterId }, data: { deletedAt: at } }),
		);
		expect(await page()).toMatchObject({ newsletter: { isSubscribed: false, mayReturn: false } });
		expect(await leave({ cause: 'one-click' })).toBeDefined();
		expect(await leave({ cause: 'link', scope: 'everything' })).toMatchObject({ suppressed: true });
	});

	it('works for whoever was erased: the hash is on the list, and her refusal is kept', async () => {
		await office.tx(({ db }) =>
			db.issuePlace.updateMany({
				where: { issueId },
				data: { address: null, variables: undefined, contactId: null },
			}),
		);
		await office.erase(contactId);
		expect(await page()).toMatchObject({ address: '•••', newsletter: { isSubscribed: false } });
		await leave({ cause: 'link', scope: 'everything' });
		expect(await listed()).toBe(true);
		await refuseMeasuring(office.database, ring, tickets.unsubscribe);
		expect((await page())?.measuring).toEqual({ opens: 'none', clicks: false });
		await subscribeAgain(office.database, ring, tickets.unsubscribe);
		expect(await listed()).toBe(false);
	});

	it('knows no ticket of another purpose, key or issue', async () => {
		const gone = placeTickets(ring, { issueId: randomUUID(), place: 1 });
		const nobody = placeTickets(ring, { issueId, place: 7 });
		for (const token of [
			tickets.pixel,
			tickets.browser,
			tickets.messageIdLocal,
			gone.unsubscribe,
			nobody.unsubscribe,
		])
			expect(await readMailPage(office.database, ring, token)).toBeUndefined();
	});
});
