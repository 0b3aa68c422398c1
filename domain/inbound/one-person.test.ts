import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clearAddress } from '#domain/contacts/clear-address.ts';
import { changeContact } from '#domain/contacts/change-contact.ts';
import { contactSchema } from '#domain/contacts/contact-form.ts';
import { createContact } from '#domain/contacts/create-contact.ts';
import { markLeft } from '#domain/contacts/mark-left.ts';
import { answerHold, type HoldAnswer } from '#domain/engagements/acts/answer-hold.ts';
import { withdrawEngagement } from '#domain/engagements/acts/withdraw-engagement.ts';
import { engageContact } from '#domain/engagements/engage/engage-contact.ts';
import { lookAtMessage, mayMessageStillLeave } from '#domain/mails/look-at-message.ts';
import { writeReply } from '#domain/mails/write-reply.ts';
import { cardsOfPerson } from '#domain/persons/cards-of-person.ts';
import { isSuppressed } from '#domain/suppressions/ask/is-suppressed.ts';
import { suppress } from '#domain/suppressions/suppress.ts';
import type { Refusal } from '#platform/refusal.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { DAY, Office } from '#tests/environment/office.ts';
import { createContact as createCard } from '#tests/environment/rows/contact.ts';
import { createMailbox } from '#tests/environment/rows/mailbox.ts';
import { correctMessageVerdict } from './correct-message-verdict.ts';

const envelopes = createEnvelopes(randomBytes(32));
let office: Office;
beforeAll(async () => {
	office = await Office.open('one-person');
	await office.tx((tx) =>
		createMailbox(tx, {
			ownerId: office.ines.userId,
			address: 'ines@cadrelune.example',
			gapMinSeconds: 0,
			gapMaxSeconds: 0,
		}),
	);
});
afterAll(() => office?.close());

/** A second run of a person, by a colleague, that has sent its first step. */
async function runOfInes(contactId: string): Promise<string> {
	const sequenceId = await office.sequence();
	const { engagementId } = await office.tx((tx) =>
		engageContact(tx, office.ines, {
			requestId: randomUUID(),
			contactId,
			sequenceId,
			confirmed: ['confirm-other-sequence', 'confirm-colleague'],
		}),
	);
	await office.leave(engagementId);
	return engagementId;
}

const answer = (wish: Pick<HoldAnswer, 'engagementId' | 'choice'> & Partial<HoldAnswer>) =>
	office.tx((tx) => answerHold(tx, office.ines, { requestId: randomUUID(), everywhere: false, ...wish }));

const correct = (messageId: string, verdict: 'none' | 'reply') =>
	office.tx((tx) => correctMessageVerdict(tx, office.ines, { requestId: randomUUID(), messageId, verdict }));

const codeOf = (act: Promise<unknown>) =>
	act.then(
		() => 'done',
		(error: Refusal) => error.code,
	);

const engage = (contactId: string) =>
	office.sequence().then((sequenceId) => codeOf(office.engage({ contactId, sequenceId })));

/** Another card with the same address, as an import of before may have left it. */
const twinOf = (address: string, companyId?: string) =>
	office.tx((tx) => createCard(tx, { firstName: 'Hélène', address, ...(companyId && { companyId }) }));

const form = (addresses: string[]) => contactSchema.parse({ firstName: 'Hélène', addresses });

describe('a reply and the other runs of the person (5.7-5)', () => {
	it('holds a step of another run that is claimed already: it never arms', async () => {
		const { id, contactId } = await office.engaged();
		await office.leave(id);
		const other = await runOfInes(contactId);
		await office.advanceTo((await office.run(other)).nextLookAt!);
		const claimed = (await office.claim(other))!;
		const { effect, messageId } = await office.receive({ verdict: 'reply', engagementId: id, contactId });
		expect(effect).toMatchObject({ ended: [id], waiting: [other] });
		expect(await office.arm(other, claimed)).toBe(false);
		expect(await office.run(other)).toMatchObject({
			state: 'blocked',
			reason: 'replied-elsewhere',
			reasonDetails: { messageId },
		});
		expect(await office.tx(({ db }) => db.senderSlot.count({ where: { engagementId: other } }))).toBe(0);
	});

	it('is asked of the sender of each run and of whoever got it, once more after two working days', async () => {
		const { id, contactId } = await office.engaged();
		await office.leave(id);
		const other = await runOfInes(contactId);
		await office.receive({ verdict: 'reply', engagementId: id, contactId });
		const asked = async () => {
			const all = [
				...(await office.notifications(office.ines.userId)),
				...(await office.notifications(office.camille.userId)),
			];
			return all.filter(({ engagementId, kind }) => engagementId === other && kind === 'choice-needed');
		};
		expect((await asked()).map(({ userId }) => userId)).toEqual([office.ines.userId, office.camille.userId]);
		await office.advanceTo((await office.run(other)).nextLookAt!);
		await office.look(other);
		expect(await asked()).toHaveLength(4);
		expect((await office.run(other)).nextLookAt).toBeNull();
		await office.look(other);
		expect(await asked()).toHaveLength(4);
		await answer({ engagementId: other, choice: 'continue' });
		expect((await asked()).every(({ treatedBy }) => treatedBy === 'resolved')).toBe(true);
	});

	it('is a fact of the person: a run that nobody saw as it was stored waits too, one engaged after it does not', async () => {
		const { id, contactId } = await office.engaged();
		await office.leave(id);
		const sequenceId = await office.sequence();
		const { promise: stored, resolve: store } = Promise.withResolvers<string>();
		const { promise: engaged, resolve: engage } = Promise.withResolvers<void>();
		// Two transactions of the same second, neither of which sees the other.
		const racing = office.tx(async (tx) => {
			const begun = await engageContact(tx, office.camille, {
				requestId: randomUUID(),
				contactId,
				sequenceId,
				confirmed: ['confirm-other-sequence'],
			});
			engage();
			await stored;
			return begun.engagementId;
		});
		await engaged;
		const { messageId } = await office.receive({ verdict: 'reply', engagementId: id, contactId });
		store(messageId);
		const raced = await racing;
		expect(await office.look(raced)).toMatchObject({ kind: 'wait', reason: 'communication-before-start' });
		const later = await office.engage({ contactId, sequenceId: await office.sequence() });
		await office.leave(later);
		await correct(messageId, 'none');
		expect((await office.run(raced)).reason).toBe('before-start');
	});

	it('one press answers for all; the next reply asks again', async () => {
		const { id, contactId } = await office.engaged();
		await office.leave(id);
		const [one, two] = [await runOfInes(contactId), await runOfInes(contactId)];
		await office.receive({ verdict: 'reply', engagementId: id, contactId });
		expect(await answer({ engagementId: one, choice: 'continue', everywhere: true })).toMatchObject({
			count: 2,
		});
		for (const run of [one, two]) expect((await office.run(run)).reason).toBe('step-delay');
		await expect(answer({ engagementId: one, choice: 'continue' })).rejects.toThrow('nothing-to-decide');
		await office.advance(60_000);
		const { messageId } = await office.receive({ verdict: 'outside-reply', contactId });
		for (const run of [one, two]) expect((await office.run(run)).reason).toBe('replied-elsewhere');
		await expect(answer({ engagementId: one, choice: 'continue', messageId: randomUUID() })).rejects.toThrow(
			'changed-meanwhile',
		);
		await answer({ engagementId: one, choice: 'success', messageId });
		expect(await office.run(one)).toMatchObject({ state: 'succeeded', reason: 'ended-stopped' });
		expect((await office.run(two)).reason).toBe('replied-elsewhere');
		await answer({ engagementId: two, choice: 'withdraw' });
		expect(await office.run(two)).toMatchObject({ state: 'withdrawn' });
	});

	it('that was none lets them go on', async () => {
		const { id, contactId } = await office.engaged();
		await office.leave(id);
		const other = await runOfInes(contactId);
		const { messageId } = await office.receive({ verdict: 'reply', engagementId: id, contactId });
		await correct(messageId, 'none');
		expect((await office.run(other)).reason).toBe('step-delay');
		expect((await office.run(id)).endedAt).toBeNull();
	});

	it('by a colleague holds nobody else’s runs', async () => {
		const { id, contactId, companyId } = await office.engaged();
		await office.leave(id);
		const other = await runOfInes(contactId);
		const fromAddress = 'colleague@ardelouse.example';
		const { effect } = await office.receive({ verdict: 'reply', engagementId: id, companyId, fromAddress });
		expect(effect).toMatchObject({ ended: [], waiting: [] });
		expect((await office.run(other)).reason).toBe('step-delay');
	});

	it('in the closing delay moves its end by the length of the hold; it is no lateness', async () => {
		const { id, contactId } = await office.engaged();
		await office.leave(id);
		const other = await office.engage({ contactId, sequenceId: await office.sequence({ delays: [0] }) });
		await office.leave(other);
		const { closingEndsAt } = await office.run(other);
		await office.receive({ verdict: 'reply', engagementId: id, contactId });
		expect((await office.run(other)).reason).toBe('replied-elsewhere');
		const held = await office.now();
		await office.advance(20 * DAY);
		expect(await office.look(other)).toMatchObject({ reason: 'replied-elsewhere' });
		await answer({ engagementId: other, choice: 'continue' });
		const run = await office.run(other);
		expect(run).toMatchObject({ reason: 'closing-delay', lateBatchId: null });
		const moved = run.closingEndsAt!.getTime() - closingEndsAt!.getTime();
		const length = (await office.now()).getTime() - held.getTime();
		expect(Math.abs(moved - length) / DAY).toBeLessThan(0.1);
	});
});

describe('one person, whichever card', () => {
	it('an absence read on one card holds the other, and whoever is engaged on it later', async () => {
		const { id, contactId, address } = await office.engaged();
		await office.leave(id);
		const twin = await twinOf(address);
		const before = await office.engage({ contactId: twin.contactId, sequenceId: await office.sequence() });
		const returnAt = await office.dayIn(9);
		await office.receive({ verdict: 'absence', contactId }, { rule: 'auto-submitted', returnAt });
		expect((await office.run(before)).reason).toBe('contact-away');
		const third = await twinOf(address);
		const after = await office.engage({ contactId: third.contactId, sequenceId: await office.sequence() });
		expect((await office.run(after)).reason).toBe('contact-away');
		expect(await office.claim(after)).toBeUndefined();
	});

	it('a reply ends the run and holds those of the other card, by a secondary address too', async () => {
		const { id, contactId, address } = await office.engaged();
		await office.leave(id);
		const twin = await office.contact();
		await office.tx(({ db, subscriptionId }) =>
			db.contactAddress.create({ data: { subscriptionId, contactId: twin.contactId, address } }),
		);
		const other = await runOfInes(twin.contactId);
		await office.receive({
			verdict: 'reply',
			engagementId: id,
			contactId: twin.contactId,
			fromAddress: address,
		});
		expect((await office.run(id)).reason).toBe('ended-reply');
		expect((await office.run(other)).reason).toBe('replied-elsewhere');
		expect(await office.tx((tx) => cardsOfPerson(tx, contactId))).toHaveLength(2);
	});

	it('is engaged once in a sequence', async () => {
		const { address, sequenceId } = await office.engaged();
		const twin = await twinOf(address);
		expect(await codeOf(office.engage({ contactId: twin.contactId, sequenceId }))).toBe(
			'refused-already-engaged',
		);
	});

	it('has left this company on each of its cards there, and said no on all of them', async () => {
		const { contactId, address, companyId, id } = await office.engaged();
		const twin = await twinOf(address, companyId);
		const elsewhere = await twinOf(address);
		await office.tx((tx) => markLeft(tx, office.camille, { contactId: twin.contactId, left: true }));
		expect((await office.run(id)).reason).toBe('ended-left');
		expect(await engage(contactId)).toBe('refused-left');
		const run = await office.engage({ contactId: elsewhere.contactId, sequenceId: await office.sequence() });
		const other = 'ailleurs@ardelouse.example';
		await office.tx(({ db, subscriptionId }) =>
			db.contactAddress.create({ data: { subscriptionId, contactId, address: other } }),
		);
		await office.tx((tx) => suppress(tx, envelopes, { address: other, cause: 'link' }));
		expect((await office.run(run)).reason).toBe('ended-unsubscribed');
		expect(await engage(elsewhere.contactId)).toBe('refused-objection');
	});

	it('is two persons again once the shared address is gone, unless somebody linked them', async () => {
		const { contactId, address } = await office.contact();
		const twin = await twinOf(address);
		const cards = () => office.tx((tx) => cardsOfPerson(tx, contactId));
		expect(await cards()).toHaveLength(2);
		await office.tx(({ db }) => db.contactAddress.deleteMany({ where: { contactId: twin.contactId } }));
		expect(await cards()).toEqual([contactId]);
	});

	it('a second card with a known address is refused, in whatever spelling; at another company it can be linked', async () => {
		const { contactId, companyId, address } = await office.contact();
		const create = (wish: { companyId: string; samePersonAs?: string }, spelt = address.toUpperCase()) =>
			office.tx((tx) => createContact(tx, office.camille, { ...form([spelt]), ...wish }));
		await expect(create({ companyId })).rejects.toMatchObject({
			code: 'refused-known-address',
			details: { existing: { contactId, companyId, mayLink: false } },
		});
		const { companyId: otherCompany } = await office.contact();
		await expect(create({ companyId: otherCompany })).rejects.toMatchObject({
			details: { existing: { contactId, mayLink: true } },
		});
		const linked = await create({ companyId: otherCompany, samePersonAs: contactId });
		expect(await office.tx((tx) => cardsOfPerson(tx, contactId))).toEqual([contactId, linked.id].sort());
		// Linked, they stay one person without the address.
		await office.tx((tx) =>
			changeContact(tx, office.camille, { id: linked.id, ...form(['autre@ardelouse.example']) }),
		);
		expect(await office.tx((tx) => cardsOfPerson(tx, contactId))).toHaveLength(2);
		const stranger = await office.contact();
		await expect(
			office.tx((tx) => changeContact(tx, office.camille, { id: stranger.contactId, ...form([address]) })),
		).rejects.toThrow('refused-known-address');
	});

	it('of two cards made at once with one address there is one', async () => {
		const { companyId } = await office.contact();
		const { companyId: otherCompany } = await office.contact();
		const address = `${randomUUID()}@ardelouse.example`;
		const create = (at: string) =>
			codeOf(office.tx((tx) => createContact(tx, office.camille, { ...form([address]), companyId: at })));
		const answers = await Promise.all([create(companyId), create(otherCompany), create(companyId)]);
		expect(answers.sort()).toEqual(['done', 'refused-known-address', 'refused-known-address']);
	});

	it('of another subscription is somebody else', async () => {
		const { id, contactId, address } = await office.engaged();
		await office.leave(id);
		const elsewhere = await Office.open('one-person-elsewhere');
		try {
			const { contactId: theirs } = await elsewhere.tx((tx) => createCard(tx, { address }));
			const run = await elsewhere.engage({ contactId: theirs, sequenceId: await elsewhere.sequence() });
			await office.receive({ verdict: 'objection', engagementId: id, contactId, fromAddress: address });
			await elsewhere.leave(run);
		} finally {
			await elsewhere.close();
		}
	});
});

describe('an objection that nobody confirmed (5.7-6)', () => {
	async function objected() {
		const contact = await office.engaged();
		await office.leave(contact.id);
		const fromAddress = contact.address;
		const { messageId } = await office.receive({
			verdict: 'objection',
			engagementId: contact.id,
			contactId: contact.contactId,
			companyId: contact.companyId,
			fromAddress,
		});
		return { ...contact, messageId };
	}
	const reply = (messageId: string) =>
		office.tx((tx) =>
			writeReply(tx, office.camille, { requestId: randomUUID(), messageId, bodyHtml: '<p>Bonjour</p>' }),
		);

	it('refuses engaging, on a second card of before and of after too', async () => {
		const { contactId, address } = await objected();
		expect(await engage(contactId)).toBe('refused-objection-pending');
		const twin = await twinOf(address);
		expect(await engage(twin.contactId)).toBe('refused-objection-pending');
	});

	it('holds a run engaged in the same second at its look and at its arm', async () => {
		const { id, contactId, address } = await office.engaged();
		await office.leave(id);
		const twin = await office.contact();
		const raced = await office.engage({ contactId: twin.contactId, sequenceId: await office.sequence() });
		const claimed = (await office.claim(raced))!;
		const { messageId } = await office.receive({ verdict: 'objection', contactId, fromAddress: address });
		// The card comes to be hers after the mail was stored.
		await office.tx(({ db, subscriptionId }) =>
			db.contactAddress.create({ data: { subscriptionId, contactId: twin.contactId, address } }),
		);
		expect(await office.arm(raced, claimed)).toBe(false);
		expect(await office.look(raced)).toMatchObject({ reason: 'objection-pending' });
		await correct(messageId, 'none');
		expect((await office.run(raced)).reason).not.toBe('objection-pending');
		await office.tx((tx) =>
			withdrawEngagement(tx, office.camille, { requestId: randomUUID(), engagementId: raced }),
		);
	});

	it('holds a mail by hand, but not the answer to that very mail', async () => {
		const { messageId, contactId, companyId, address } = await objected();
		const { messageId: earlier } = await office.receive({
			verdict: 'none',
			contactId,
			companyId,
			fromAddress: address,
		});
		expect(await codeOf(reply(earlier))).toBe('refused-objection-pending');
		const { sendId } = await reply(messageId);
		expect(await office.tx((tx) => lookAtMessage(tx, sendId, { toOthers: true }))).toEqual({ kind: 'go' });
		expect(await office.tx((tx) => mayMessageStillLeave(tx, sendId, { toOthers: true }))).toBe(true);
		await office.tx(({ db }) =>
			db.send.updateMany({ where: { id: sendId }, data: { replyToMessageId: earlier } }),
		);
		expect(await office.tx((tx) => lookAtMessage(tx, sendId, { toOthers: true }))).toMatchObject({
			kind: 'wait',
			reason: 'objection-pending',
		});
		expect(await office.tx((tx) => mayMessageStillLeave(tx, sendId, { toOthers: true }))).toBe(false);
	});

	it('confirmed, it is the list that refuses; none after all, nothing does', async () => {
		const first = await objected();
		await office.tx((tx) =>
			clearAddress(tx, office.camille, envelopes, {
				contactId: first.contactId,
				suppress: true,
				messageId: first.messageId,
			}),
		);
		expect(await office.tx((tx) => isSuppressed(tx, first.address))).toBeInstanceOf(Date);
		const again = await twinOf(first.address);
		expect(await engage(again.contactId)).toBe('refused-objection');
		const second = await objected();
		await correct(second.messageId, 'none');
		expect((await office.run(second.id)).endedAt).toBeNull();
		expect(await engage(second.contactId)).toBe('done');
	});

	it('stands after an erasure, without the address', async () => {
		const { contactId, address } = await objected();
		await office.erase(contactId);
		expect(await office.tx(({ db }) => db.openObjection.count({ where: { address } }))).toBe(0);
		const again = await twinOf(address);
		expect(await engage(again.contactId)).toBe('refused-objection');
	});
});
