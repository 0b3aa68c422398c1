/** Whoever is no user of a shared mailbox any more writes nothing from it, also what was written before (D-25). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeTrial } from '#domain/mails/trials/write-trial.ts';
import { lookAtMessage, mayMessageStillLeave } from '#domain/mails/look-at-message.ts';
import { writeReply } from '#domain/mails/write-reply.ts';
import type { Actor } from '#domain/values/actor.ts';
import { Office } from '#tests/environment/office.ts';
import { createMailbox } from '#tests/environment/rows/mailbox.ts';
import { changeMailboxUsers } from './users-of-mailbox.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('taken-from-user');
});
afterAll(() => office?.close());

/** A shared mailbox of these people, read to its end. */
async function shared(...users: readonly Actor[]): Promise<string> {
	return office.tx(async (tx) => {
		const { mailboxId, senderId } = await createMailbox(tx, { ownerId: office.ines.userId });
		await tx.db.sender.update({
			where: { subscriptionId_id: { subscriptionId: tx.subscriptionId, id: senderId } },
			data: { kind: 'shared', gapMinSeconds: 0, gapMaxSeconds: 0 },
		});
		await tx.db.mailboxUser.deleteMany({ where: { mailboxId } });
		const { subscriptionId, at: since } = tx;
		await tx.db.mailboxUser.createMany({
			data: users.map(({ userId }) => ({ subscriptionId, mailboxId, userId, since })),
		});
		return mailboxId;
	});
}
const give = (mailboxId: string, ...users: readonly Actor[]) =>
	office.tx((tx) =>
		changeMailboxUsers(tx, office.ines, {
			...{ mailboxId, takesSequences: true, withdraw: true },
			userIds: users.map(({ userId }) => userId),
		}),
	);
/** Camille's answer to a mail that came to it. */
async function reply(mailboxId: string): Promise<string> {
	const contact = await office.contact();
	const { messageId } = await office.receive({
		...{ verdict: 'none', contactId: contact.contactId, companyId: contact.companyId },
		fromAddress: contact.address,
	});
	await office.tx(({ db }) => db.message.updateMany({ where: { id: messageId }, data: { mailboxId } }));
	const wish = { requestId: randomUUID(), messageId, bodyHtml: '<p>Bonjour</p>' };
	return (await office.tx((tx) => writeReply(tx, office.camille, wish))).sendId;
}
const look = (sendId: string) => office.tx((tx) => lookAtMessage(tx, sendId, { toOthers: true }));
const mayLeave = (sendId: string) => office.tx((tx) => mayMessageStillLeave(tx, sendId, { toOthers: true }));
const pokes = (targetId: string) => office.tx(({ db }) => db.outbox.count({ where: { targetId } }));

describe('a mail that somebody wrote from a shared mailbox before it was taken from her', () => {
	it('is held with its reason, told once, and goes on once she is named again', async () => {
		const mailboxId = await shared(office.camille, office.ines);
		const sendId = await reply(mailboxId);
		expect(await look(sendId)).toEqual({ kind: 'go' });
		const before = await pokes(sendId);
		await give(mailboxId, office.ines);
		expect(await pokes(sendId)).toBeGreaterThan(before);
		for (const _ of [1, 2])
			expect(await look(sendId)).toEqual({ kind: 'wait', reason: 'mailbox-unshared', until: null });
		// What was claimed already stops at its last gate.
		expect(await mayLeave(sendId)).toBe(false);
		const lines = await office.tx(({ db }) => db.event.findMany({ where: { kind: 'mail-held', sendId } }));
		expect(lines.map(({ data }) => data)).toEqual([{ code: 'mailbox-unshared' }]);
		const held = await pokes(sendId);
		await give(mailboxId, office.ines, office.camille);
		expect(await pokes(sendId)).toBeGreaterThan(held);
		expect(await look(sendId)).toEqual({ kind: 'go' });
		expect(await mayLeave(sendId)).toBe(true);
	});

	it('is told to her with how many wait; those of its other users leave', async () => {
		const mailboxId = await shared(office.camille, office.ines);
		await reply(mailboxId);
		await reply(mailboxId);
		const trial = await office.tx((tx) =>
			writeTrial(tx, office.ines, {
				...{ requestId: randomUUID(), mailboxId, addresses: ['ami@ailleurs.example'] },
				...{ subject: 'Essai', bodyHtml: '<p>Essai</p>' },
			}),
		);
		await give(mailboxId, office.ines);
		const told = await office.notifications();
		expect(told.at(-1)).toMatchObject({
			...{ kind: 'mailbox-unshared', mailboxId },
			data: { byUserId: office.ines.userId, count: 2 },
		});
		const { id } = await office.tx(({ db }) =>
			db.send.findFirstOrThrow({ where: { trialId: trial.trialId } }),
		);
		expect(await look(id)).toEqual({ kind: 'go' });
	});

	it('of a test, too; a responsable may try every mailbox', async () => {
		const mailboxId = await shared(office.camille, office.ines);
		const write = async (actor: Actor) => {
			const { trialId } = await office.tx((tx) =>
				writeTrial(tx, actor, {
					...{ requestId: randomUUID(), mailboxId, addresses: [`${randomUUID()}@ailleurs.example`] },
					...{ subject: 'Essai', bodyHtml: '<p>Essai</p>' },
				}),
			);
			return (await office.tx(({ db }) => db.send.findFirstOrThrow({ where: { trialId } }))).id;
		};
		const hers = await write(office.camille);
		await give(mailboxId, office.ines);
		expect(await look(hers)).toMatchObject({ reason: 'mailbox-unshared' });
		await give(mailboxId, office.camille);
		expect(await look(await write(office.ines))).toEqual({ kind: 'go' });
	});
});

describe('a run that began while its mailbox was taken from its person', () => {
	it('is blocked with that reason, and goes on once she is named again', async () => {
		const mailboxId = await shared(office.camille, office.ines);
		const contact = await office.contact();
		const id = await office.engage({
			...{ contactId: contact.contactId, sequenceId: await office.sequence(), mailboxId },
		});
		const claimed = (await office.claim(id))!;
		// It was engaged in the very moment of the change, which did not see it.
		const { userId } = office.camille;
		await office.tx(({ db }) => db.mailboxUser.deleteMany({ where: { mailboxId, userId } }));
		expect(await office.arm(id, claimed)).toBe(false);
		await office.tx(({ db }) =>
			db.send.updateMany({ where: { id: claimed.sendId }, data: { state: 'ready' } }),
		);
		expect(await office.look(id)).toMatchObject({ kind: 'wait', reason: 'mailbox-unshared' });
		expect(await office.run(id)).toMatchObject({ state: 'blocked', reason: 'mailbox-unshared' });
		const before = await pokes(id);
		await give(mailboxId, office.ines, office.camille);
		expect(await pokes(id)).toBeGreaterThan(before);
		expect(await office.look(id)).toMatchObject({ kind: 'go' });
	});
});
