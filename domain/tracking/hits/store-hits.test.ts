/** What is stored of hits, at a cost that does not grow with what the subscription holds. */
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Transaction } from '#platform/database/database.ts';
import { Office } from '#tests/environment/office.ts';
import { rowsRead } from '#tests/environment/rows-read.ts';
import { createContact } from '#tests/environment/rows/contact.ts';
import { createIssue } from '#tests/environment/rows/issue.ts';
import { createLetter, createRelay, createSubscribers } from '#tests/environment/rows/leaving-issue.ts';
import { createSubscription, createUser } from '#tests/environment/rows/user.ts';
import type { NewHit } from './hit.ts';
import { storeHits } from './store-hits.ts';

const PLACES = 1_000;
const LINK = 'https://atelier.example/visite';
const TABLES = ['send', 'engagement', 'tracked_link', 'issue_place', 'issue_link', 'contact'];

let office: Office;
beforeAll(async () => {
	office = await Office.open('store-hits');
});
afterAll(() => office?.close());

async function issueOf(tx: Transaction, places: number): Promise<string> {
	const ownerId = await createUser(tx);
	const subscribed = { newsletterId: await createLetter(tx, { ownerId }), senderId: await createRelay(tx) };
	const contacts = await createSubscribers(tx, { ...subscribed, count: places });
	const { issueId } = await createIssue(tx, {
		ownerId,
		links: [{ url: LINK }],
		places: contacts.map((contactId, index) => ({
			...{ contactId, address: null },
			addressHash: createHash('sha256').update(`${index}`).digest(),
		})),
	});
	return issueId;
}

const clickOf = (issueId: string, place: number): NewHit => ({
	mail: { issueId, place },
	link: 1,
	...{ method: 'GET', network: '192.0.2.0/24', userAgent: 'Mozilla/5.0', purpose: null },
});

it('looks up what each hit names, also in a subscription that the statistics know nothing of', async () => {
	await office.tx((tx) => issueOf(tx, PLACES));
	await office.asOwner(`ANALYZE ${TABLES.join(', ')}`);
	const subscriptionId = randomUUID();
	const inNew = <T>(work: (tx: Transaction) => Promise<T>) =>
		office.database.inSubscription(subscriptionId, work);
	const issueId = await inNew(async (tx) => {
		await createSubscription(tx);
		return issueOf(tx, PLACES);
	});
	const hits = Array.from({ length: 100 }, (_, index) => clickOf(issueId, index + 1));
	let urls: (string | undefined)[] = [];
	const read = await inNew((tx) =>
		rowsRead(tx, TABLES, async () => {
			urls = await storeHits(tx, hits);
		}),
	);
	expect(urls).toEqual(hits.map(() => LINK));
	expect(await inNew(({ db }) => db.hit.count({ where: { issueId } }))).toBe(hits.length);
	expect(read).toBeLessThan(6 * hits.length);
});

it('stores nothing of whoever refuses, by her address or on another card, and leads on all the same', async () => {
	await office.tx(async (tx) => {
		const issueId = await issueOf(tx, 3);
		const [first, second] = await tx.db.issuePlace.findMany({
			where: { issueId },
			orderBy: { place: 'asc' },
		});
		await tx.db.measuringRefusal.create({
			data: { subscriptionId: tx.subscriptionId, addressHash: first!.addressHash, at: tx.at },
		});
		const { personId } = await tx.db.contact.findFirstOrThrow({ where: { id: second!.contactId! } });
		const { contactId } = await createContact(tx);
		await tx.db.contact.updateMany({ where: { id: contactId }, data: { personId } });
		await tx.db.measuringChoice.create({
			data: {
				...{ subscriptionId: tx.subscriptionId, contactId, clicks: 'no' },
				...{ chosenAt: tx.at, source: 'page' },
			},
		});
		const urls = await storeHits(
			tx,
			[1, 2, 3, 4].map((place) => clickOf(issueId, place)),
		);
		expect(urls).toEqual([LINK, LINK, LINK, LINK]);
		expect((await tx.db.hit.findMany({ where: { issueId } })).map(({ place }) => place)).toEqual([3]);
	});
});
