import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Office } from '#tests/environment/office.ts';
import { deleteMailbox } from '#domain/mailboxes/delete-mailbox.ts';
import { correctMessageVerdict } from './correct-message-verdict.ts';
import type { CorrectedVerdict } from './correct-message-verdict.ts';
import { previewMessageVerdict } from './preview-message-verdict.ts';

let office: Office;

beforeAll(async () => {
	office = await Office.open('correction');
});
afterAll(() => office.close());

async function running() {
	const run = await office.engaged();
	await office.leave(run.id);
	return run;
}
const correct = (messageId: string, verdict: CorrectedVerdict, returnOn?: string) =>
	office.tx((tx) =>
		correctMessageVerdict(tx, office.camille, { requestId: randomUUID(), messageId, verdict, returnOn }),
	);
const message = (id: string) => office.tx(({ db }) => db.message.findFirstOrThrow({ where: { id } }));

describe('a false reply', () => {
	it('that was an absence: the run lives again, its relance is gone, and it waits for the return', async () => {
		const { id, contactId, companyId } = await running();
		const { messageId } = await office.receive({ verdict: 'reply', engagementId: id, contactId, companyId });
		expect(await office.relance(companyId)).not.toBeNull();
		const preview = await office.tx((tx) =>
			previewMessageVerdict(tx, office.camille, { messageId, verdict: 'absence' }),
		);
		expect(preview.reopened).toEqual([id]);
		// The relance, and the note that says why it is there.
		expect(preview.undone.map(({ kind }) => kind).sort()).toEqual(['note-written', 'relance-created']);

		const back = await office.dayIn(10);
		expect(await correct(messageId, 'absence', back)).toMatchObject({ reopened: 1, ended: 0, undone: 2 });
		expect(await office.run(id)).toMatchObject({ state: 'waiting', reason: 'contact-away', life: 2 });
		expect(await office.relance(companyId)).toBeNull();
		expect(await message(messageId)).toMatchObject({
			verdict: 'absence',
			correctedFrom: 'reply',
			correctedById: office.camille.userId,
		});
		expect(await office.events(id)).toContain('verdict-corrected');
		await expect(correct(messageId, 'absence')).rejects.toThrow('verdict-unchanged');
		await correct(messageId, 'none');
		expect(await office.run(id)).toMatchObject({ reason: 'step-delay', awaySince: null });
		expect((await message(messageId)).correctedFrom).toBe('reply');
	});

	it('that was an objection fails every run of the person, also one that the reply left alone', async () => {
		const { id, contactId, companyId } = await running();
		const other = await office.engage({ contactId, sequenceId: await office.sequence() });
		await office.leave(other);
		const { messageId } = await office.receive({ verdict: 'reply', engagementId: id, contactId, companyId });
		expect((await office.run(other)).endedAt).toBeNull();
		expect(await correct(messageId, 'objection')).toMatchObject({ reopened: 1, ended: 2 });
		expect(await office.run(id)).toMatchObject({ state: 'failed', reason: 'ended-objection' });
		expect(await office.run(other)).toMatchObject({ state: 'failed', reason: 'ended-objection' });
	});

	it('stands where the mailbox was deleted meanwhile: the run has nothing to go on with', async () => {
		const { id, contactId, companyId } = await running();
		await office.writeFromInes(id);
		const { messageId } = await office.receive({ verdict: 'reply', engagementId: id, contactId, companyId });
		const { mailboxId } = await office.run(id);
		await office.tx((tx) => deleteMailbox(tx, office.ines, { mailboxId, withdraw: false }));
		const refused = { code: 'mailbox-deleted' };
		await expect(correct(messageId, 'absence')).rejects.toMatchObject(refused);
		await expect(
			office.tx((tx) => previewMessageVerdict(tx, office.ines, { messageId, verdict: 'absence' })),
		).rejects.toMatchObject(refused);
		expect(await office.run(id)).toMatchObject({ state: 'succeeded', life: 1 });
		expect(await office.relance(companyId)).not.toBeNull();
		expect((await message(messageId)).verdict).toBe('reply');
	});
});

describe('a mail that was passed over', () => {
	it('is a reply where a person says so, whatever address it came from', async () => {
		const { id, companyId } = await running();
		const domain = 'ardelouse.example';
		const { messageId } = await office.receive({
			verdict: 'reply',
			engagementId: id,
			companyId,
			fromAddress: `accueil@${domain}`,
		});
		expect((await office.run(id)).endedAt).toBeNull();
		expect(await correct(messageId, 'reply')).toMatchObject({ ended: 1 });
		expect(await office.run(id)).toMatchObject({ state: 'succeeded', endedByMessageId: messageId });
	});

	it('without a run of its own is about the run that writes to this person', async () => {
		const { id, contactId, companyId } = await running();
		const { messageId } = await office.receive(
			{ verdict: 'none', contactId, companyId },
			{ rule: 'written' },
		);
		expect(await correct(messageId, 'reply')).toMatchObject({ ended: 1 });
		expect(await office.run(id)).toMatchObject({ state: 'succeeded' });
		expect(await message(messageId)).toMatchObject({ engagementId: id });
	});
});
