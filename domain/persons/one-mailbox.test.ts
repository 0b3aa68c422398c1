/** Gmail's spellings of one address are one person's: her cards, what is refused, what holds all of them. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contactSchema } from '#domain/contacts/contact-form.ts';
import { createContact } from '#domain/contacts/create-contact.ts';
import { readOpposition } from '#domain/suppressions/ask/is-suppressed.ts';
import { settleObjections } from '#domain/suppressions/ask/open-objections.ts';
import { mailboxOf } from '#platform/addresses/comparable-address.ts';
import { Office } from '#tests/environment/office.ts';
import { createContact as createCard } from '#tests/environment/rows/contact.ts';
import { rowsRead } from '#tests/environment/rows-read.ts';
import { createLetter, createSubscribers } from '#tests/environment/rows/leaving-issue.ts';
import { cardsOfPerson } from './cards-of-person.ts';
import { readAboutPersons } from './read-about-persons.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('one-mailbox');
});
afterAll(() => office?.close());

/** One mailbox in three spellings, and one that looks like it elsewhere. */
function spellings() {
	const name = `h${randomUUID().slice(0, 8)}`;
	return {
		plain: `${name}@gmail.com`,
		dotted: `${name.slice(0, 3)}.${name.slice(3)}@gmail.com`,
		elder: `${name}+pro@googlemail.com`,
		foreign: `${name.slice(0, 3)}.${name.slice(3)}@orange.example`,
	};
}
const card = (address: string) => office.tx((tx) => createCard(tx, { address, firstName: 'Hélène' }));
const cards = (contactId: string) => office.tx((tx) => cardsOfPerson(tx, contactId));
const create = (companyId: string, address: string) =>
	office.tx((tx) =>
		createContact(tx, office.camille, {
			...contactSchema.parse({ firstName: 'Hélène', addresses: [address] }),
			companyId,
		}),
	);

it('a second card with another spelling is refused, and names the card that has it', async () => {
	const { plain, dotted, elder, foreign } = spellings();
	const { contactId, companyId } = await card(dotted);
	for (const spelt of [plain, elder])
		await expect(create(companyId, spelt)).rejects.toMatchObject({
			code: 'refused-known-address',
			details: { existing: { contactId } },
		});
	await create(companyId, foreign);
});

it('of two cards made at once in two spellings there is one', async () => {
	const { plain, elder } = spellings();
	const { companyId } = await office.contact();
	const made = await Promise.allSettled([create(companyId, plain), create(companyId, elder)]);
	expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

it('cards that exist in two spellings are one person’s until one of them goes', async () => {
	const { plain, dotted, foreign } = spellings();
	const first = await card(plain);
	const second = await card(dotted);
	await card(foreign);
	expect(await cards(first.contactId)).toEqual([first.contactId, second.contactId].sort());
	await office.tx(({ db }) => db.contactAddress.deleteMany({ where: { contactId: second.contactId } }));
	expect(await cards(first.contactId)).toEqual([first.contactId]);
});

it('a run is engaged once for both, and a reply to one holds the other', async () => {
	const { plain, elder } = spellings();
	const first = await card(plain);
	const sequenceId = await office.sequence();
	const id = await office.engage({ contactId: first.contactId, sequenceId });
	await office.leave(id);
	const second = await card(elder);
	await expect(office.engage({ contactId: second.contactId, sequenceId })).rejects.toThrow(
		'refused-already-engaged',
	);
	const other = await office.engage({
		contactId: second.contactId,
		sequenceId: await office.sequence(),
	});
	await office.receive({
		verdict: 'reply',
		engagementId: id,
		contactId: first.contactId,
		fromAddress: first.address,
	});
	expect((await office.run(other)).reason).toBe('communication-before-start');
});

it('an open objection stands against every spelling, on cards of before and of after, and is answered for all', async () => {
	const { plain, dotted, elder, foreign } = spellings();
	const { contactId } = await card(plain);
	const before = await card(dotted);
	const { messageId } = await office.receive({ verdict: 'objection', contactId, fromAddress: plain });
	const after = await card(elder);
	const opposed = async (address: string) =>
		(await office.tx((tx) => readOpposition(tx, address))).objectionId;
	for (const spelt of [plain, dotted, elder]) expect(await opposed(spelt)).toBe(messageId);
	expect(await opposed(plain.replace('@', '+never.seen@'))).toBe(messageId);
	expect(await opposed(foreign)).toBeNull();
	const about = await office.tx((tx) => readAboutPersons(tx, [before.contactId, after.contactId]));
	expect([...about.values()]).toMatchObject([{ objectionId: messageId }, { objectionId: messageId }]);
	const sequenceId = await office.sequence();
	await expect(office.engage({ contactId: after.contactId, sequenceId })).rejects.toThrow(
		'refused-objection-pending',
	);
	await office.tx((tx) => settleObjections(tx, { addresses: [elder] }));
	expect(await opposed(plain)).toBeNull();
});

it('an address that objected before it had a card holds the card that comes in another spelling', async () => {
	const { plain, dotted } = spellings();
	const { messageId } = await office.receive({ verdict: 'objection', fromAddress: plain });
	const { contactId } = await card(dotted);
	const held = await office.tx((tx) => readAboutPersons(tx, [contactId]));
	expect(held.get(contactId)).toMatchObject({ objectionId: messageId });
});

it('the database has the same rule as the process', async () => {
	const written = [
		'a.b@gmail.com',
		'ab+c@googlemail.com',
		'a.b+c@x.example',
		'+@gmail.com',
		'...@gmail.com',
		'a"b@c@gmail.com',
		'ab@gmail.com.example',
	];
	const found = await office.tx(
		(tx) =>
			tx.sql<{ mailbox: string }>`
			SELECT mailbox_of(address) AS mailbox FROM unnest(${written}::text[]) WITH ORDINALITY AS one (address, nth) ORDER BY nth`,
	);
	expect(found.map(({ mailbox }) => mailbox)).toEqual(written.map(mailboxOf));
});

it('a hundred addresses that come at once read no card a thousand times, in a subscription that statistics do not know', async () => {
	const count = 100;
	const read = await office.tx(async (tx) => {
		const newsletterId = await createLetter(tx, { ownerId: office.ines.userId });
		return rowsRead(tx, ['contact', 'contact_address'], () =>
			createSubscribers(tx, { newsletterId, senderId: null, count }),
		);
	});
	expect(read).toBeLessThan(10 * count ** 2);
});
