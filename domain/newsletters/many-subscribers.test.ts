import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createContact } from '#tests/environment/rows/contact.ts';
import { createMailbox } from '#tests/environment/rows/mailbox.ts';
import { createRelay } from '#tests/environment/rows/leaving-issue.ts';
import { createNewsletter } from '#tests/environment/rows/newsletter.ts';
import { Office } from '#tests/environment/office.ts';
import { subscriberLimits } from '#platform/newsletter-limits.ts';
import { changeSender, previewSenderChange } from './change-sender.ts';
import { previewManySubscriptions, subscribeMany, type ManyContacts } from './subscribe-many.ts';
import { listSubscribers } from './subscribers/list-subscribers.ts';
import { listSendersOf } from './subscribers/senders-of-newsletter.ts';
import { subscribeContacts } from './subscribers/subscribe-contacts.ts';
import { subscriberFiltersSchema, type SubscriberConditions } from './subscribers/subscriber-filters.ts';
import { newslettersOfContact } from './subscribers/subscriptions-of-contact.ts';
import { unsubscribeContacts } from './subscribers/unsubscribe-contacts.ts';
import { unsubscribeSelection } from './unsubscribe-selection.ts';

let office: Office;
let relayId: string;
beforeAll(async () => {
	office = await Office.open('many-subscribers');
	relayId = await office.tx((tx) => createRelay(tx));
});
afterAll(() => office.close());

const newsletter = (ownerId = office.camille.userId) => office.tx((tx) => createNewsletter(tx, { ownerId }));
/** Contacts of one company, of which the last has no address. */
async function company(count = 3) {
	const { companyId, contactId } = await office.contact();
	const contactIds = [contactId];
	while (contactIds.length < count) contactIds.push((await office.contact(companyId)).contactId);
	await office.tx(({ db }) => db.contactAddress.deleteMany({ where: { contactId: contactIds.at(-1)! } }));
	return { companyId, contactIds };
}
const filter = (companyId: string): ManyContacts => ({
	kind: 'filter',
	filter: { companyId, colour: 'orange' },
});
const preview = (newsletterId: string, whom: ManyContacts) =>
	office.tx((tx) => previewManySubscriptions(tx, office.camille, { newsletterId, whom }));
const subscribe = (newsletterId: string, whom: ManyContacts) =>
	office.tx((tx) => subscribeMany(tx, office.camille, { newsletterId, whom }));
const count = (newsletterId: string) =>
	office.tx(({ db }) => db.newsletterSubscriber.count({ where: { newsletterId } }));

describe('subscribing many', () => {
	it('of a filter of contacts does what its preview says, and a preview does nothing', async () => {
		const [newsletterId, { companyId, contactIds }] = [await newsletter(), await company()];
		const said = await preview(newsletterId, filter(companyId));
		expect(said).toEqual({
			...{ subscribed: 2, sharedPersons: 0, unknown: 0, leftOut: { 'no-address': 1 } },
			examples: [{ id: contactIds[2], name: expect.any(String), reason: 'no-address' }],
		});
		expect(await count(newsletterId)).toBe(0);
		expect(await subscribe(newsletterId, filter(companyId))).toMatchObject({
			...{ subscribed: said.subscribed, leftOut: said.leftOut },
		});
		expect(await subscribe(newsletterId, filter(companyId))).toMatchObject({
			...{ subscribed: 0, leftOut: { already: 2, 'no-address': 1 } },
		});
	});

	it('of pasted addresses finds each person once, however it is spelt, and counts who is nobody’s', async () => {
		const newsletterId = await newsletter();
		const address = `une.personne.${randomUUID().slice(0, 8)}@deux.example`;
		for (let card = 0; card < 2; card++) await office.tx((tx) => createContact(tx, { address }));
		const addresses = `Une Personne <${address.toUpperCase()}>; ${address},\n"inconnu@nulle.example"\n pas une adresse`;
		expect(await preview(newsletterId, { kind: 'addresses', addresses })).toMatchObject({
			...{ subscribed: 1, unknown: 1, leftOut: {} },
		});
		expect(await subscribe(newsletterId, { kind: 'addresses', addresses })).toMatchObject({ subscribed: 1 });
	});

	it('refuses more than one transaction takes before it writes anything', async () => {
		const newsletterId = await newsletter();
		const addresses = Array.from(
			{ length: subscriberLimits.subscribedAtOnce + 1 },
			(_, at) => `a${at}@x.example`,
		);
		const whom: ManyContacts = { kind: 'addresses', addresses: addresses.join('\n') };
		await expect(subscribe(newsletterId, whom)).rejects.toThrow('too-many-contacts');
		expect(await count(newsletterId)).toBe(0);
	});

	it('takes as many as it promises, within the limits of any other transaction', async () => {
		const newsletterId = await newsletter();
		const companyId = randomUUID();
		await office.tx(({ db, subscriptionId }) =>
			db.company.create({ data: { subscriptionId, id: companyId, name: 'Grande' } }),
		);
		for (let made = 0; made < subscriberLimits.subscribedAtOnce; made += 1_000) {
			await office.tx(
				(tx) => tx.sql`
					WITH made AS (
						INSERT INTO contact (subscription_id, id, company_id, last_name)
						SELECT ${tx.subscriptionId}::uuid, gen_random_uuid(), ${companyId}::uuid, 'L' || at
						FROM generate_series(${made + 1}::int, ${made + 1_000}::int) AS at RETURNING id
					)
					INSERT INTO contact_address (subscription_id, contact_id, address, is_primary)
					SELECT ${tx.subscriptionId}::uuid, id, id || '@grande.example', true FROM made`,
			);
			// Statistics that know no such table yet make more in one statement slow.
			if (made === 0) await office.asOwner('ANALYZE contact, contact_address');
		}
		expect(await subscribe(newsletterId, filter(companyId))).toMatchObject({
			subscribed: subscriberLimits.subscribedAtOnce,
		});
		expect(
			await office.tx((tx) =>
				unsubscribeSelection(tx, office.camille, { newsletterId, whom: { kind: 'filter', filter: {} } }),
			),
		).toEqual({ unsubscribed: subscriberLimits.changedAtOnce, isDone: true });
	});

	it('is for those who may write the newsletter (5.6-4)', async () => {
		const [newsletterId, { companyId }] = [await newsletter(office.ines.userId), await company()];
		await expect(preview(newsletterId, filter(companyId))).rejects.toThrow('not-allowed');
		await expect(subscribe(newsletterId, filter(companyId))).rejects.toThrow('not-allowed');
		expect(await count(newsletterId)).toBe(0);
	});
});

describe('*Inscrits*', () => {
	it('is filtered by status, sender, company and text, with its counts', async () => {
		const [newsletterId, { companyId, contactIds }] = [await newsletter(), await company()];
		const { contactId: other, address } = await office.contact();
		await office.tx((tx) =>
			subscribeContacts(tx, office.camille, { newsletterId, contactIds: [...contactIds, other] }),
		);
		await office.tx((tx) =>
			changeSender(tx, office.camille, {
				...{ newsletterId, senderId: relayId },
				whom: { kind: 'contacts', contactIds: [other] },
			}),
		);
		await office.tx((tx) =>
			unsubscribeContacts(tx, { newsletterId, contactIds: [contactIds[0]!], cause: 'link' }),
		);
		const found = async (conditions: SubscriberConditions) => {
			const filters = subscriberFiltersSchema.parse(conditions);
			const page = await office.tx((tx) => listSubscribers(tx, office.camille, newsletterId, filters));
			return { ids: page.rows.map(({ id }) => id).toSorted(), counts: page.counts };
		};
		const [first, second] = contactIds as [string, string];
		expect(await found({})).toEqual({
			ids: [first, second, other].toSorted(),
			counts: { subscribed: 2, unsubscribed: 1 },
		});
		expect(await found({ status: 'unsubscribed' })).toEqual({
			ids: [first],
			counts: { subscribed: 2, unsubscribed: 1 },
		});
		expect((await found({ senderId: relayId })).ids).toEqual([other]);
		expect((await found({ companyId, status: 'subscribed' })).ids).toEqual([second]);
		expect((await found({ search: address.slice(0, 20) })).ids).toEqual([other]);
		expect((await found({ routineId: office.routineId })).ids).toEqual([]);
		const [line] = (
			await office.tx((tx) =>
				listSubscribers(
					tx,
					office.camille,
					newsletterId,
					subscriberFiltersSchema.parse({ status: 'unsubscribed' }),
				),
			)
		).rows;
		expect(line).toMatchObject({
			unsubscribed: { cause: 'link' },
			ground: 'informed',
			company: { id: companyId },
		});
	});

	it('pages by name without losing or repeating anybody', async () => {
		const [newsletterId, { contactIds }] = [await newsletter(), await company(6)];
		await office.tx((tx) => subscribeContacts(tx, office.camille, { newsletterId, contactIds }));
		const seen: string[] = [];
		let cursor: string | undefined;
		do {
			const filters = subscriberFiltersSchema.parse({ limit: 2, cursor });
			const page = await office.tx((tx) => listSubscribers(tx, office.camille, newsletterId, filters));
			seen.push(...page.rows.map(({ id }) => id));
			cursor = page.next ?? undefined;
		} while (cursor);
		expect(seen.toSorted()).toEqual(contactIds.slice(0, 5).toSorted());
	});
});

describe('changing the sender of many', () => {
	it('says who changes and who does not, then does it and tells each of them', async () => {
		const [newsletterId, { contactIds }] = [await newsletter(), await company(4)];
		const [first, second, third] = contactIds as [string, string, string];
		await office.tx((tx) => subscribeContacts(tx, office.camille, { newsletterId, contactIds }));
		await office.tx((tx) => unsubscribeContacts(tx, { newsletterId, contactIds: [third], cause: 'stop' }));
		const change = (whom: string[]) => ({
			...{ newsletterId, senderId: relayId },
			whom: { kind: 'contacts' as const, contactIds: whom },
		});
		await office.tx((tx) => changeSender(tx, office.camille, change([second])));
		expect(
			await office.tx((tx) => previewSenderChange(tx, office.camille, change([first, second, third]))),
		).toEqual({
			changing: [{ senderId: office.senderId, count: 1 }],
			...{ same: 1, unsubscribed: 1, after: 2 },
			whoLeft: [
				{ id: third, name: expect.any(String), unsubscribed: { cause: 'stop', at: expect.any(Date) } },
			],
			// Of a relay that has sent nothing yet, nobody knows how fast it is.
			takes: { seconds: null, aMinute: null, gap: null, isTooLong: false },
		});
		expect(await office.tx((tx) => changeSender(tx, office.camille, change([first, second, third])))).toEqual(
			{ changed: 1, isDone: true },
		);
		const told = await office.tx(({ db }) =>
			db.event.findMany({ where: { kind: 'newsletter-sender-changed', contactId: { in: contactIds } } }),
		);
		expect(told.map(({ contactId }) => contactId).toSorted()).toEqual([first, second].toSorted());
	});

	it('offers the relay where a mailbox would need more than two days (5.7-13)', async () => {
		const [newsletterId, { contactIds }] = [await newsletter(), await company(5)];
		const { senderId } = await office.tx((tx) =>
			createMailbox(tx, { ownerId: office.ines.userId, address: `${randomUUID()}@cadrelune.example` }),
		);
		const takes = async () => {
			const { senders } = await office.tx((tx) => listSendersOf(tx, office.camille, newsletterId));
			return senders.find(({ id }) => id === senderId)!.takes;
		};
		await office.tx((tx) => subscribeContacts(tx, office.camille, { newsletterId, contactIds, senderId }));
		expect(await takes()).toMatchObject({ gap: { min: 8, max: 20 }, isTooLong: false });
		await office.tx(({ db }) =>
			db.sender.updateMany({ where: { id: senderId }, data: { providerDailyLimit: 1 } }),
		);
		expect(await takes()).toMatchObject({ isTooLong: true });
	});

	it('is refused to a sender whose mailbox is not synchronised (R-85)', async () => {
		const [newsletterId, { contactIds }] = [await newsletter(), await company()];
		await office.tx((tx) => subscribeContacts(tx, office.camille, { newsletterId, contactIds }));
		const { senderId, mailboxId } = await office.tx((tx) =>
			createMailbox(tx, { ownerId: office.ines.userId, address: `${randomUUID()}@cadrelune.example` }),
		);
		await office.tx(({ db }) => db.mailbox.updateMany({ where: { id: mailboxId }, data: { state: 'lost' } }));
		const wish = { newsletterId, senderId, whom: { kind: 'filter', filter: {} } } as const;
		await expect(office.tx((tx) => changeSender(tx, office.camille, wish))).rejects.toThrow(
			'sender-unavailable',
		);
	});
});

it('a contact’s sheet has her newsletters first, with how she left the others', async () => {
	const { contactId } = await office.contact();
	const [left, gets] = [await newsletter(), await newsletter()];
	for (const newsletterId of [left, gets])
		await office.tx((tx) => subscribeContacts(tx, office.camille, { newsletterId, contactIds: [contactId] }));
	await office.tx((tx) =>
		unsubscribeContacts(tx, { newsletterId: left, contactIds: [contactId], cause: 'one-click' }),
	);
	const lines = await office.tx((tx) => newslettersOfContact(tx, contactId));
	expect(lines[0]).toMatchObject({ id: gets, isActive: true, subscription: { unsubscribed: null } });
	expect(lines.find(({ id }) => id === left)).toMatchObject({
		subscription: { unsubscribed: { cause: 'one-click' } },
	});
});
