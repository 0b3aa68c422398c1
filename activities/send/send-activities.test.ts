import { randomUUID } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#domain/values/actor.ts';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { recordMessageDeferred } from '#domain/mails/record-message-fate.ts';
import { writeReply } from '#domain/mails/write-reply.ts';
import { writeTestLetter } from '#domain/mails/write-test-letter.ts';
import { writeTestMail } from '#domain/mails/write-test-mail.ts';
import { exampleLetter } from '#domain/newsletters/content/example-letter.ts';
import { renderLetter } from '#domain/newsletters/content/render-letter.ts';
import { readLastTrial } from '#domain/mails/trials/read-last-trial.ts';
import { trialMailId } from '#domain/mails/trials/trial-mail-id.ts';
import { writeTrial } from '#domain/mails/trials/write-trial.ts';
import { suppress } from '#domain/suppressions/suppress.ts';
import { readUnsubscribeToken } from '#domain/suppressions/unsubscribe-token.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { EngagedContact } from '#tests/crash/engaged-contact.ts';
import { SendRig } from '#tests/crash/send-rig.ts';
import { createReceivedMail } from '#tests/environment/rows/message.ts';

let rig: SendRig;
beforeAll(async () => {
	rig = await SendRig.open();
});
afterAll(() => rig?.close());

const engage = (script: string) => rig.engage(script);
const step = (contact: EngagedContact) => rig.step(contact);
const rowsOf = (contact: EngagedContact) => rig.rowsOf(contact);
const attemptsOf = (contact: EngagedContact) => rig.attemptsOf(contact);
const copiesTo = (contact: EngagedContact) => rig.copiesTo(contact);
const inside = <T>(contact: EngagedContact, work: (tx: Transaction) => Promise<T>) =>
	rig.inside(contact, work);

describe('performStep', () => {
	it('sends the step as this contact gets it, with the link of its own mail', async () => {
		const contact = await engage('anybody');
		const look = await step(contact);
		expect(look).toMatchObject({ ended: false, reason: 'closing-delay' });
		const { send } = await rowsOf(contact);
		expect(look.lastAcceptedSendId).toBe(send!.id);
		const [copy] = copiesTo(contact);
		const mail = await simpleParser(copy!.bytes);
		expect(mail.subject).toBe('Planification d’atelier chez Ardelouse');
		expect(mail.text).toContain('Bonjour Madame Ronsavel,');
		expect(mail.text).toMatch(
			/Camille Dérand\n\nNe plus recevoir de messages de ma part : https:\/\/refrain\.example\/u\//,
		);
		const link = /<https:\/\/refrain\.example\/u\/([\w-]+)>/.exec(
			copy!.bytes.toString().replace(/\r\n[ \t]+/g, ''),
		);
		expect(readUnsubscribeToken(rig.ring, link![1]!)).toEqual({
			subscriptionId: contact.subscriptionId,
			sendId: send!.id,
		});
		expect(send).toMatchObject({
			state: 'accepted',
			evidence: 'reply',
			recipient: contact.address,
			fence: 1,
		});
		const [attempt] = await attemptsOf(contact);
		expect(attempt).toMatchObject({ fence: 1, outcome: 'accepted', milliseconds: expect.any(Number) });
	});

	it('an address that does not exist fails the run and is marked invalid', async () => {
		const contact = await engage('unknown550');
		expect(await step(contact)).toMatchObject({ ended: true });
		const { engagement, address, send } = await rowsOf(contact);
		expect(engagement).toMatchObject({ state: 'failed', reason: 'ended-bounce' });
		expect(address.invalidAt).not.toBeNull();
		expect(send).toMatchObject({ state: 'rejected', status: '5.1.1' });
		const [attempt] = await attemptsOf(contact);
		expect(attempt).toMatchObject({ outcome: 'rejected', milliseconds: expect.any(Number) });
	});

	it.each([
		['spam550', 'ended-refused'],
		['big552', 'ended-refused'],
	])('%s ends as %s', async (script, reason) => {
		const contact = await engage(script);
		expect(await step(contact)).toMatchObject({ ended: true });
		expect((await rowsOf(contact)).engagement.reason).toBe(reason);
		expect((await rowsOf(contact)).address.invalidAt).toBeNull();
	});

	it('a temporary refusal waits a quarter of an hour and counts', async () => {
		const contact = await engage('grey450');
		const look = await step(contact);
		expect(look).toMatchObject({ ended: false, reason: 'recipient-later' });
		expect(look.wait).toBeGreaterThan(14 * 60_000);
		expect((await rowsOf(contact)).send).toMatchObject({ state: 'ready', refusals: 1 });
	});

	it('a bad password is a matter of the mailbox: it waits and fails nobody', async () => {
		const contact = await engage('anybody');
		const sealed = rig.envelopes.seal('wrong', `mailbox:${contact.mailboxId}`) as Uint8Array<ArrayBuffer>;
		await inside(contact, (tx) => tx.db.mailboxSecret.updateMany({ data: { sealed } }));
		expect(await step(contact)).toMatchObject({ ended: false, reason: 'server-unreachable' });
		expect((await rowsOf(contact)).send).toMatchObject({ state: 'ready', refusals: 0 });
		expect(copiesTo(contact)).toHaveLength(0);
	});

	it('fails without a word of its own while the fate of its send is open', async () => {
		const contact = await engage('losedot');
		await expect(step(contact)).rejects.toMatchObject({ message: 'send-uncertain', nonRetryable: true });
		await expect(step(contact)).rejects.toMatchObject({ message: 'send-open', nonRetryable: true });
		const ref = { subscriptionId: contact.subscriptionId, id: contact.engagementId };
		const look = await rig.run(rig.activities.reconcile, ref);
		expect(look).toMatchObject({ ended: false, reason: 'send-uncertain' });
		expect((await rowsOf(contact)).engagement.reason).toBe('send-uncertain');
		await expect(step(contact)).rejects.toMatchObject({ message: 'send-open' });
	});

	it('a changed address freezes anew before an arm, never afterwards', async () => {
		const contact = await engage('later451');
		await step(contact);
		const first = await inside(contact, (tx) => tx.db.sendContent.findFirstOrThrow());
		await inside(contact, async (tx) => {
			await tx.db.user.updateMany({ data: { signatureHtml: '<p>Autre signature</p>' } });
			await tx.db.send.updateMany({ data: { notBefore: null } });
			await tx.db.senderSlot.deleteMany();
		});
		await step(contact);
		const rewritten = inside(contact, (tx) =>
			tx.db.sendContent.updateMany({ data: { bytes: new Uint8Array(1) } }),
		);
		await expect(rewritten).rejects.toThrow(/frozen/);
		const second = await inside(contact, (tx) => tx.db.sendContent.findFirstOrThrow());
		expect(Buffer.from(second.sha256).equals(Buffer.from(first.sha256))).toBe(true);
		expect((await rowsOf(contact)).send?.fence).toBeGreaterThan(2);
	});

	it('a step that was armed for one address leaves for another as a mail of its own', async () => {
		const contact = await engage('later451');
		await step(contact);
		const address = `anybody.${randomUUID()}@people.example`;
		await inside(contact, async (tx) => {
			await tx.db.contactAddress.updateMany({ data: { address } });
			await tx.db.senderSlot.deleteMany();
		});
		expect(await step(contact)).toMatchObject({ reason: 'closing-delay' });
		expect(rig.smtp.copies.filter((copy) => copy.to === address)).toHaveLength(1);
		expect(copiesTo(contact)).toHaveLength(0);
	});

	it.each(['ask', 'delivery'] as const)(
		'an ended run with an uncertain send asks nobody and repeats nothing, policy %s',
		async (uncertainPolicy) => {
			const contact = await engage('losedot');
			const ref = { subscriptionId: contact.subscriptionId, id: contact.engagementId };
			await inside(contact, (tx) => tx.db.sender.updateMany({ data: { uncertainPolicy } }));
			await expect(step(contact)).rejects.toMatchObject({ message: 'send-uncertain' });
			await rig.run(rig.activities.reconcile, ref);
			await inside(contact, async (tx) => {
				await endEngagement(tx, contact.engagementId, { reason: 'ended-stopped', verdict: 'failure' });
				await tx.db.send.updateMany({ data: { armedAt: new Date(Date.now() - 120_000) } });
			});
			expect(await rig.run(rig.activities.reconcile, ref)).toMatchObject({ ended: true });
			expect((await rowsOf(contact)).send).toMatchObject({
				state: 'uncertain',
				settledBy: 'silence',
				sentAt: expect.any(Date),
			});
		},
	);

	it('sends nothing to an address on the suppression list', async () => {
		const contact = await engage('anybody');
		await inside(contact, (tx) => suppress(tx, rig.envelopes, { address: contact.address, cause: 'manual' }));
		expect(await step(contact)).toMatchObject({ ended: true });
		expect((await rowsOf(contact)).engagement.reason).toBe('ended-unsubscribed');
		expect(copiesTo(contact)).toHaveLength(0);
	});

	it('an unknown run has ended', async () => {
		const contact = await engage('anybody');
		expect(await step({ ...contact, engagementId: randomUUID() })).toMatchObject({ ended: true });
	});
});

describe('a mail that a person wrote', () => {
	const actorOf = async (contact: EngagedContact): Promise<Actor> => {
		const { id: userId, licence } = await inside(contact, (tx) => tx.db.user.findFirstOrThrow());
		return { subscriptionId: contact.subscriptionId, userId, licence };
	};
	const received = (contact: EngagedContact) =>
		inside(contact, async (tx) => {
			const { companyId } = await tx.db.contact.findFirstOrThrow();
			return createReceivedMail(tx, {
				mailboxId: contact.mailboxId,
				messageIdKey: 'their.mail@people.example',
				references: ['our.mail@cadrelune.example'],
				fromAddress: contact.address,
				subject: 'Planification',
				contactId: contact.contactId,
				companyId,
				verdict: 'reply',
			});
		});
	const sendWritten = (contact: EngagedContact, id: string) =>
		rig.run(rig.activities.sendMessage, { subscriptionId: contact.subscriptionId, id });

	it('answers in the thread, once however often it is asked', async () => {
		const contact = await engage('anybody');
		const actor = await actorOf(contact);
		const message = await received(contact);
		const reply = {
			requestId: randomUUID(),
			messageId: message.id,
			bodyHtml: '<p>Merci !</p><script>x</script>',
		};
		await inside(contact, (tx) => writeReply(tx, actor, reply));
		await inside(contact, (tx) => writeReply(tx, actor, reply));
		expect(await sendWritten(contact, reply.requestId)).toMatchObject({ ended: true });
		expect(await sendWritten(contact, reply.requestId)).toMatchObject({ ended: true });
		const [copy, ...more] = copiesTo(contact);
		expect(more).toEqual([]);
		const mail = await simpleParser(copy!.bytes);
		expect(mail.subject).toBe('Re: Planification');
		expect(mail.inReplyTo).toBe('<their.mail@people.example>');
		expect(mail.references).toEqual(['<our.mail@cadrelune.example>', '<their.mail@people.example>']);
		expect(mail.text?.trim()).toBe('Merci !\n\nCamille Dérand');
		expect(copy!.bytes.toString()).not.toContain('List-Unsubscribe');
		const kinds = await inside(contact, (tx) =>
			tx.db.event.findMany({ where: { sendId: reply.requestId }, orderBy: { at: 'asc' } }),
		);
		expect(kinds.map((event) => event.kind)).toEqual(['mail-written', 'mail-sent']);
		// The run goes on; its sender is offered STOP (5.2-1).
		const told = await inside(contact, (tx) => tx.db.notification.findMany());
		expect(told.map(({ kind, engagementId }) => [kind, engagementId])).toEqual([
			['wrote-outside', contact.engagementId],
		]);
	});

	it('a reply goes where answers are wanted, and refers to the ids as they came', async () => {
		const contact = await engage('anybody');
		const actor = await actorOf(contact);
		const message = await received(contact);
		const replyTo = `anybody.${randomUUID()}@people.example`;
		const ids = { messageId: '<Their.MAIL@People.example>', thread: ['<Our.Mail@cadrelune.example>'] };
		await inside(contact, ({ db }) =>
			db.message.updateMany({ where: { id: message.id }, data: { ...ids, replyTo } }),
		);
		const { sendId } = await inside(contact, (tx) =>
			writeReply(tx, actor, { requestId: randomUUID(), messageId: message.id, bodyHtml: '<p>Oui</p>' }),
		);
		expect(await sendWritten(contact, sendId)).toMatchObject({ ended: true });
		const [copy] = rig.smtp.copies.filter(({ to }) => to === replyTo);
		const mail = await simpleParser(copy!.bytes);
		expect(mail.inReplyTo).toBe(ids.messageId);
		expect(mail.references).toEqual([...ids.thread, ids.messageId]);
	});

	it('refuses to answer whoever objected, without a mailbox, or nobody', async () => {
		const contact = await engage('anybody');
		const actor = await actorOf(contact);
		const message = await received(contact);
		const reply = { requestId: randomUUID(), messageId: message.id, bodyHtml: '<p>x</p>' };
		const write = (change: object = {}) =>
			inside(contact, (tx) => writeReply(tx, actor, { ...reply, ...change }));
		await expect(write({ messageId: randomUUID() })).rejects.toMatchObject({ code: 'missing' });
		await inside(contact, (tx) => suppress(tx, rig.envelopes, { address: contact.address, cause: 'manual' }));
		await expect(write()).rejects.toMatchObject({ code: 'refused-objection' });
		await inside(contact, (tx) => tx.db.mailbox.updateMany({ data: { state: 'lost' } }));
		await expect(write()).rejects.toMatchObject({ code: 'refused-mailbox' });
	});

	it('an objection between writing and sending stops it', async () => {
		const contact = await engage('anybody');
		const actor = await actorOf(contact);
		const message = await received(contact);
		const { sendId } = await inside(contact, (tx) =>
			writeReply(tx, actor, { requestId: randomUUID(), messageId: message.id, bodyHtml: '<p>x</p>' }),
		);
		await inside(contact, (tx) => suppress(tx, rig.envelopes, { address: contact.address, cause: 'link' }));
		expect(await sendWritten(contact, sendId)).toMatchObject({ ended: true });
		expect(copiesTo(contact)).toHaveLength(0);
	});

	it('a test mail goes to oneself, filled for the chosen contact', async () => {
		const contact = await engage('anybody');
		const actor = await actorOf(contact);
		const { sendId } = await inside(contact, (tx) =>
			writeTestMail(tx, actor, {
				requestId: randomUUID(),
				subject: 'Chez {{societe|vous}}',
				bodyHtml: '<p>{{salutation}}</p>',
				contactId: contact.contactId,
				language: 'fr',
				unsubscribeUrl: 'https://refrain.example/u/test',
			}),
		);
		expect(await sendWritten(contact, sendId)).toMatchObject({ ended: true });
		const copy = rig.smtp.copies.find((one) => one.sendId === sendId);
		expect(copy?.to).toBe('camille@cadrelune.example');
		expect((await simpleParser(copy!.bytes)).text).toContain('Bonjour Madame Ronsavel,');
	});

	it('a test of a letter is the compiled mail, filled for the chosen contact, with nothing around it', async () => {
		const contact = await engage('anybody');
		const actor = await actorOf(contact);
		const { letter, subject, previewText } = exampleLetter('fr');
		const rendered = await renderLetter(letter, {
			...{ subject: `${subject} {{societe|vous}}`, previewText, language: 'fr', isMeasured: true },
			...{ imprint: 'Cadrelune', imagesAt: 'https://refrain.example/i/' },
		});
		const { contactId } = contact;
		const { sendId, address } = await inside(contact, (tx) =>
			writeTestLetter(tx, actor, {
				...{ requestId: randomUUID(), newsletterId: null, contactId, language: 'fr', rendered },
				footerUrl: 'https://refrain.example/u/test',
			}),
		);
		expect(await sendWritten(contact, sendId)).toMatchObject({ ended: true });
		const copy = rig.smtp.copies.find((one) => one.sendId === sendId);
		expect(copy?.to).toBe(address);
		const mail = await simpleParser(copy!.bytes, { skipTextToHtml: true });
		expect(mail.subject).toBe(`${subject} Ardelouse`);
		expect(mail.html).toMatch(/^<!doctype html>[^]*<\/html>\s*$/);
		expect(String(mail.html).match(/<html/g)).toHaveLength(1);
		expect(mail.html).toContain('Bonjour Madame Ronsavel,');
		expect(mail.text).toMatch(
			/^Bonjour Madame Ronsavel,\n[^]*Se désinscrire\s: https:\/\/refrain\.example\/u\/test/,
		);
		expect(mail.text?.match(/Camille Dérand/g)).toHaveLength(1);
	});

	it('a real-life test tells who refused it, and leaves to nobody who objected meanwhile', async () => {
		const [known, unknown, opposed] = [
			await engage('anybody'),
			'unknown550@ailleurs.example',
			`anybody@${randomUUID()}.example`,
		];
		const actor = await actorOf(known);
		const requestId = randomUUID();
		const { mailboxId } = known;
		const addresses = [known.address, unknown, opposed];
		const mail = { requestId, mailboxId, addresses, subject: 'Essai', bodyHtml: '<p>Essai</p>' };
		await inside(known, (tx) => writeTrial(tx, actor, mail));
		await inside(known, (tx) => suppress(tx, rig.envelopes, { address: opposed, cause: 'link' }));
		for (const place of addresses.keys())
			expect(await sendWritten(known, trialMailId(requestId, place))).toMatchObject({ ended: true });
		const { last } = await inside(known, (tx) => readLastTrial(tx, actor, mailboxId));
		const fates = new Map(last!.lines.map(({ address, fate }) => [address, fate]));
		expect(fates.get(known.address)).toMatchObject({ state: 'accepted' });
		expect(fates.get(unknown)).toEqual({ state: 'refused', fault: 'recipient-unknown', status: '5.1.1' });
		expect(fates.get(opposed)).toMatchObject({ state: 'stopped' });
		expect(copiesTo(known)).toHaveLength(1);
		expect((await simpleParser(copiesTo(known)[0]!.bytes)).text).toContain('Camille Dérand');
	});

	it('that the other side puts off again and again counts as refused after its last try', async () => {
		const contact = await engage('anybody');
		const actor = await actorOf(contact);
		const message = await received(contact);
		const { sendId } = await inside(contact, (tx) =>
			writeReply(tx, actor, { requestId: randomUUID(), messageId: message.id, bodyHtml: '<p>x</p>' }),
		);
		const fault = { code: 'refused', matter: 'message', replyCode: 451 } as const;
		for (let time = 1; time <= 8; time++)
			await inside(contact, (tx) => recordMessageDeferred(tx, sendId, { outcome: 'deferred', fault }));
		const row = await inside(contact, (tx) => tx.db.send.findFirstOrThrow({ where: { id: sendId } }));
		expect(row).toMatchObject({ state: 'rejected', refusals: 8 });
	});

	it('an uncertain one is never repeated, whatever the policy', async () => {
		const contact = await engage('losedot');
		await inside(contact, (tx) => tx.db.sender.updateMany({ data: { uncertainPolicy: 'delivery' } }));
		const actor = await actorOf(contact);
		const message = await received(contact);
		const { sendId } = await inside(contact, (tx) =>
			writeReply(tx, actor, { requestId: randomUUID(), messageId: message.id, bodyHtml: '<p>x</p>' }),
		);
		await expect(sendWritten(contact, sendId)).rejects.toMatchObject({ message: 'send-uncertain' });
		const ref = { subscriptionId: contact.subscriptionId, id: sendId };
		const reconcile = () => rig.run(rig.activities.reconcileMessage, ref);
		expect(await reconcile()).toMatchObject({ ended: false, reason: 'send-uncertain' });
		await inside(contact, (tx) =>
			tx.db.send.updateMany({ where: { id: sendId }, data: { armedAt: new Date(Date.now() - 120_000) } }),
		);
		expect(await reconcile()).toMatchObject({ ended: true });
		const row = await inside(contact, (tx) => tx.db.send.findFirstOrThrow({ where: { id: sendId } }));
		expect(row).toMatchObject({ state: 'uncertain', settledBy: 'silence' });
	});
});
