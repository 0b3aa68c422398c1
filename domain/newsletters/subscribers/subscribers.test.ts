import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { suppress } from '#domain/suppressions/suppress.ts';
import { openObjection } from '#domain/suppressions/ask/open-objections.ts';
import { createContact } from '#tests/environment/rows/contact.ts';
import { createNewsletter } from '#tests/environment/rows/newsletter.ts';
import { Office } from '#tests/environment/office.ts';
import { subscribeContact, subscribeContacts } from './subscribe-contacts.ts';
import { subscribeHerselfAgain } from './subscribe-herself.ts';
import { unsubscribeContacts } from './unsubscribe-contacts.ts';
import type { UnsubscribeCause } from './unsubscribe-causes.ts';

let office: Office;
let newsletterId: string;
beforeAll(async () => {
	office = await Office.open('subscribers');
	newsletterId = await office.tx((tx) => createNewsletter(tx, { ownerId: office.ines.userId }));
});
afterAll(() => office.close());

const consent = { on: '2026-11-20', means: 'call', words: 'Souhaite de nouveau la lettre.' } as const;
const subscribe = (contactId: string, wish: object = {}) =>
	office.tx((tx) => subscribeContact(tx, office.camille, { newsletterId, contactId, ...wish }));
const unsubscribe = (contactId: string, cause: UnsubscribeCause) =>
	office.tx((tx) => unsubscribeContacts(tx, { newsletterId, contactIds: [contactId], cause }));
const rowOf = (contactId: string) =>
	office.tx(({ db }) => db.newsletterSubscriber.findFirst({ where: { newsletterId, contactId } }));
const told = (contactId: string) =>
	office.tx(({ db }) =>
		db.event.findMany({
			where: { contactId, kind: { startsWith: 'newsletter-' } },
			orderBy: [{ at: 'asc' }, { id: 'asc' }],
		}),
	);

describe('subscribing', () => {
	it('is from the mailbox of whoever subscribes, and one line of the timeline (R-83)', async () => {
		const { contactId, companyId } = await office.contact();
		expect(await subscribe(contactId)).toEqual({ subscribed: 1, sharedPersons: 0, leftOut: {} });
		expect(await rowOf(contactId)).toMatchObject({
			senderId: office.senderId,
			subscribedById: office.camille.userId,
			ground: 'informed',
			unsubscribedAt: null,
		});
		expect(await told(contactId)).toMatchObject([
			{
				kind: 'newsletter-subscribed',
				companyId,
				actorId: office.camille.userId,
				data: { newsletterId, senderId: office.senderId, how: 'first' },
			},
		]);
		await expect(subscribe(contactId)).rejects.toThrow('subscriber-already');
		expect(await told(contactId)).toHaveLength(1);
	});

	it.each<[string, string, (contact: { contactId: string; address: string }) => Promise<unknown>]>([
		[
			'has no address (R-80)',
			'no-address',
			({ contactId }) => office.tx(({ db }) => db.contactAddress.deleteMany({ where: { contactId } })),
		],
		[
			'has an address that is dead',
			'invalid-address',
			({ contactId }) =>
				office.tx(({ db, at }) =>
					db.contactAddress.updateMany({ where: { contactId }, data: { invalidAt: at } }),
				),
		],
		[
			'left the company',
			'left',
			({ contactId }) =>
				office.tx(({ db, at }) =>
					db.contact.updateMany({ where: { id: contactId }, data: { leftCompanyAt: at } }),
				),
		],
		[
			'is on the list',
			'suppressed',
			({ address }) => office.tx((tx) => suppress(tx, tx.process.envelopes(), { address, cause: 'manual' })),
		],
		[
			'said no from another address of hers',
			'suppressed',
			async ({ contactId }) => {
				const address = `${contactId}@autre.example`;
				const { subscriptionId } = office;
				await office.tx(({ db }) =>
					db.contactAddress.create({ data: { subscriptionId, contactId, address } }),
				);
				await office.tx((tx) => suppress(tx, tx.process.envelopes(), { address, cause: 'link' }));
			},
		],
		[
			'objects, and nobody confirmed it (5.7-6)',
			'objection-pending',
			async ({ contactId, address }) => {
				const { messageId } = await office.receive({ verdict: 'unmatched', fromAddress: address });
				await office.tx((tx) => openObjection(tx, { messageId, fromAddress: address, contactId }));
			},
		],
	])('is refused where the person %s', async (_, reason, meanwhile) => {
		const contact = await office.contact();
		await meanwhile(contact);
		await expect(subscribe(contact.contactId)).rejects.toThrow(`subscriber-${reason}`);
		expect(await rowOf(contact.contactId)).toBeNull();
		expect(await told(contact.contactId)).toEqual([]);
	});

	it('needs a synchronised mailbox of one’s own, or another sender that may send (R-84, R-85)', async () => {
		const { contactId } = await office.contact();
		const ines = (wish: object) =>
			office.tx((tx) => subscribeContact(tx, office.ines, { newsletterId, contactId, ...wish }));
		await expect(ines({})).rejects.toThrow('no-active-sync');
		await office.watch({ lost: true });
		await expect(ines({ senderId: office.senderId })).rejects.toThrow('sender-unavailable');
		await office.watch({ lost: false });
		await expect(ines({ senderId: randomUUID() })).rejects.toThrow('missing');
		expect(await ines({ senderId: office.senderId })).toMatchObject({ subscribed: 1 });
	});

	it('from a card is refused while the newsletter is inactive (R-77); its own list fills before', async () => {
		const draft = await office.tx((tx) =>
			createNewsletter(tx, { ownerId: office.ines.userId, activatedAt: null }),
		);
		const { contactId } = await office.contact();
		const wish = { newsletterId: draft };
		await expect(subscribe(contactId, { ...wish, fromCard: true })).rejects.toThrow('newsletter-inactive');
		expect(await subscribe(contactId, wish)).toMatchObject({ subscribed: 1 });
		await office.tx(({ db, at }) =>
			db.newsletter.updateMany({ where: { id: draft }, data: { deletedAt: at } }),
		);
		const { contactId: other } = await office.contact();
		await expect(subscribe(other, wish)).rejects.toThrow('missing');
	});

	it('with a consent of a day that is to come is refused, and changes nothing (D-42)', async () => {
		const { contactId } = await office.contact();
		const tomorrow = { ...consent, on: await office.dayIn(1) };
		await expect(subscribe(contactId, { consent: tomorrow })).rejects.toThrow('consent-to-come');
		expect(await office.tx(({ db }) => db.newsletterSubscriber.count({ where: { contactId } }))).toBe(0);
		await subscribe(contactId, { consent: { ...consent, on: await office.dayIn(0) } });
	});

	it('of a personal provider’s address needs a recorded consent (D-42)', async () => {
		const { contactId } = await office.tx((tx) =>
			createContact(tx, { address: `${randomUUID()}@laposte.net` }),
		);
		await expect(subscribe(contactId)).rejects.toThrow('subscriber-consent-needed');
		await subscribe(contactId, { consent });
		expect(await rowOf(contactId)).toMatchObject({
			...{ ground: 'consent', consentMeans: 'call', consentWords: consent.words },
			...{ consentById: office.camille.userId, consentedOn: new Date('2026-11-20') },
		});
	});

	it('subscribes those who may be, and says why the others are not', async () => {
		const [one, two, without] = [await office.contact(), await office.contact(), await office.contact()];
		await office.tx(({ db }) => db.contactAddress.deleteMany({ where: { contactId: without.contactId } }));
		await subscribe(two.contactId);
		const contactIds = [one, two, without, one].map(({ contactId }) => contactId);
		const done = await office.tx((tx) =>
			subscribeContacts(tx, office.camille, { newsletterId, contactIds: [...contactIds, randomUUID()] }),
		);
		expect(done).toEqual({ subscribed: 1, sharedPersons: 0, leftOut: { already: 1, 'no-address': 1 } });
	});
});

describe('one person on two cards', () => {
	async function twoCards() {
		const address = `${randomUUID()}@deux.example`;
		const cards = [];
		for (let card = 0; card < 2; card++)
			cards.push((await office.tx((tx) => createContact(tx, { address }))).contactId);
		return cards as [string, string];
	}

	it('is counted once, whether both are subscribed at once or one after the other', async () => {
		const both = await twoCards();
		const atOnce = await office.tx((tx) =>
			subscribeContacts(tx, office.camille, { newsletterId, contactIds: both }),
		);
		expect(atOnce).toMatchObject({ subscribed: 2, sharedPersons: 1 });
		const [first, second] = await twoCards();
		expect(await subscribe(first)).toMatchObject({ sharedPersons: 0 });
		expect(await subscribe(second)).toMatchObject({ subscribed: 1, sharedPersons: 1 });
	});

	it('leaves with both, and her own act counts for both', async () => {
		const [first, second] = await twoCards();
		await subscribe(first);
		await subscribe(second);
		const { unsubscribed } = await unsubscribe(first, 'link');
		expect(unsubscribed.toSorted()).toEqual([first, second].toSorted());
		await expect(subscribe(second)).rejects.toThrow('subscriber-consent-needed');
	});
});

describe('unsubscribing', () => {
	it('keeps the row with its date and cause, once, and tells it (5.6-14, R-81)', async () => {
		const { contactId } = await office.contact();
		await subscribe(contactId);
		const stop = () =>
			office.tx((tx) =>
				unsubscribeContacts(tx, {
					...{ newsletterId, contactIds: [contactId], cause: 'stop' },
					actor: office.camille,
				}),
			);
		expect(await stop()).toEqual({ unsubscribed: [contactId] });
		expect(await stop()).toEqual({ unsubscribed: [] });
		const row = await rowOf(contactId);
		expect(row).toMatchObject({ unsubscribeCause: 'stop', unsubscribedById: office.camille.userId });
		expect((await told(contactId)).map(({ kind }) => kind).toSorted()).toEqual([
			'newsletter-subscribed',
			'newsletter-unsubscribed',
		]);
	});

	it('by a colleague is taken back without a consent, by the person herself only with one (5.2-15)', async () => {
		const { contactId } = await office.contact();
		await subscribe(contactId);
		await unsubscribe(contactId, 'settings');
		expect(await subscribe(contactId)).toMatchObject({ subscribed: 1 });
		await unsubscribe(contactId, 'one-click');
		await expect(subscribe(contactId)).rejects.toThrow('subscriber-consent-needed');
		expect(await rowOf(contactId)).toMatchObject({ unsubscribeCause: 'one-click' });
		await subscribe(contactId, { consent });
		expect(await rowOf(contactId)).toMatchObject({ unsubscribedAt: null, ground: 'consent' });
	});

	it('by herself counts though a colleague had taken her off before, and not the other way round', async () => {
		const { contactId } = await office.contact();
		await subscribe(contactId);
		await unsubscribe(contactId, 'stop');
		await unsubscribe(contactId, 'link');
		await unsubscribe(contactId, 'settings');
		expect(await rowOf(contactId)).toMatchObject({ unsubscribeCause: 'link' });
		await expect(subscribe(contactId)).rejects.toThrow('subscriber-consent-needed');
	});

	it('changes nothing for people who are in no list, and in another newsletter', async () => {
		const { contactId } = await office.contact();
		expect(await unsubscribe(contactId, 'link')).toEqual({ unsubscribed: [] });
		expect(await unsubscribe(randomUUID(), 'link')).toEqual({ unsubscribed: [] });
		await subscribe(contactId);
		const other = await office.tx((tx) => createNewsletter(tx, { ownerId: office.ines.userId }));
		await office.tx((tx) =>
			unsubscribeContacts(tx, { newsletterId: other, contactIds: [contactId], cause: 'link' }),
		);
		expect(await rowOf(contactId)).toMatchObject({ unsubscribedAt: null });
	});

	it('is taken back by the person herself on the page, which is her consent (5.7-8)', async () => {
		const { contactId } = await office.contact();
		await subscribe(contactId);
		await unsubscribe(contactId, 'link');
		const again = () =>
			office.tx((tx) => subscribeHerselfAgain(tx, { newsletterId, contactIds: [contactId] }));
		expect(await again()).toEqual({ subscribed: [contactId] });
		expect(await again()).toEqual({ subscribed: [] });
		expect(await rowOf(contactId)).toMatchObject({
			...{ ground: 'consent', consentMeans: 'page', consentById: null, senderId: office.senderId },
		});
	});
});

it('an erasure takes the rows along, and whoever is erased is not subscribed again', async () => {
	const { contactId } = await office.contact();
	await subscribe(contactId, { consent });
	await office.erase(contactId);
	expect(await rowOf(contactId)).toBeNull();
	await expect(subscribe(contactId)).rejects.toThrow('missing');
});
