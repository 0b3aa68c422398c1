import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { draftMail } from '#domain/mails/draft-mail.ts';
import { lookAtMessage } from '#domain/mails/look-at-message.ts';
import type { EngagedContact } from '#tests/crash/engaged-contact.ts';
import { SendRig } from '#tests/crash/send-rig.ts';

let rig: SendRig;
let contact: EngagedContact;
let senderId: string;

beforeAll(async () => {
	rig = await SendRig.open();
});
afterAll(() => rig?.close());
beforeEach(async () => {
	contact = await rig.engage('anybody');
	senderId = randomUUID();
	const sealed = new Uint8Array(rig.envelopes.seal('secret', `sender:${senderId}`));
	await rig.inside(contact, ({ db }) =>
		db.sender.create({
			data: {
				subscriptionId: contact.subscriptionId,
				id: senderId,
				kind: 'relay',
				address: 'lettre@cadrelune.example',
				displayName: 'Cadrelune',
				smtpHost: '127.0.0.1',
				smtpPort: rig.smtp.port,
				smtpSecurity: 'tls',
				loginName: 'camille',
				secret: { create: { sealed } },
			},
		}),
	);
});

async function write(): Promise<string> {
	const sendId = randomUUID();
	await rig.inside(contact, async (tx) => {
		const author = await tx.db.user.findFirstOrThrow();
		const mail = { recipient: contact.address, subject: 'Essai', bodyHtml: '<p>Bonjour</p>' };
		await draftMail(tx, { ...mail, sendId, kind: 'personal', senderId, authorId: author.id });
	});
	return sendId;
}
const send = (id: string) =>
	rig.run(rig.activities.sendMessage, { subscriptionId: contact.subscriptionId, id });
const stateOf = (id: string) =>
	rig.inside(contact, ({ db }) => db.send.findFirstOrThrow({ where: { id }, select: { state: true } }));

describe('a sender of which nothing is read', () => {
	it('waits for no mailbox, signs in with a password of its own, and files nowhere', async () => {
		const id = await write();
		const filed = rig.imap.sent().length;
		expect(await send(id)).toMatchObject({ ended: true });
		expect(await stateOf(id)).toEqual({ state: 'accepted' });
		expect(rig.copiesTo(contact).map(({ from }) => from)).toEqual(['lettre@cadrelune.example']);
		expect(rig.imap.sent()).toHaveLength(filed);
	});

	it('is held by a halt of its subscription all the same', async () => {
		const id = await write();
		await rig.inside(contact, ({ db, at }) =>
			db.halt.create({
				data: {
					subscriptionId: contact.subscriptionId,
					scope: 'subscription',
					reason: 'Essai',
					setById: randomUUID(),
					setAt: at,
				},
			}),
		);
		const look = await rig.inside(contact, (tx) => lookAtMessage(tx, id, { toOthers: true }));
		expect(look).toMatchObject({ kind: 'wait', reason: 'sending-halted' });
	});

	it('sends one mail at a time, apart from the mailboxes beside it', async () => {
		const [first, second] = [await write(), await write()];
		await rig.inside(contact, ({ db }) =>
			db.send.updateMany({
				where: { id: first },
				data: { state: 'claimed', fence: 1, leaseUntil: new Date(Date.now() + 60_000) },
			}),
		);
		expect(await send(second)).toMatchObject({ ended: false, reason: 'mailbox-gap' });
		expect(await rig.step(contact)).toMatchObject({ reason: 'closing-delay' });
	});

	it('without a password that opens waits, and fails nobody', async () => {
		await rig.inside(contact, ({ db }) => db.senderSecret.deleteMany());
		const id = await write();
		expect(await send(id)).toMatchObject({ ended: false, reason: 'server-unreachable' });
		expect(await stateOf(id)).toEqual({ state: 'ready' });
	});
});
