import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Office } from '#tests/environment/office.ts';
import { writeReply } from './write-reply.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('replies of people');
});
afterAll(() => office?.close());

const write = (reply: { requestId: string; messageId: string; bodyHtml: string }) =>
	office.tx((tx) => writeReply(tx, office.camille, reply));
const bodies = (id: string) =>
	office.tx(({ db }) => db.sendContent.findMany({ where: { sendId: id }, select: { html: true } }));

it('is written once a request, and what was typed since is refused rather than lost', async () => {
	const { id, contactId, companyId, address } = await office.engaged();
	const mail = { engagementId: id, contactId, companyId, fromAddress: address };
	const { messageId } = await office.receive({ verdict: 'reply', ...mail });
	const reply = { requestId: randomUUID(), messageId, bodyHtml: '<p>À jeudi</p>' };
	expect(await write(reply)).toEqual({ sendId: reply.requestId });
	expect(await write(reply)).toEqual({ sendId: reply.requestId });
	const reused = { code: 'request-reused' };
	await expect(write({ ...reply, bodyHtml: '<p>À vendredi</p>' })).rejects.toMatchObject(reused);
	expect(await bodies(reply.requestId)).toEqual([{ html: '<p>À jeudi</p>' }]);
});

it('does not take a step of a sequence for what was written', async () => {
	const { id, contactId, companyId, address } = await office.engaged();
	const { sendId } = (await office.claim(id))!;
	const mail = { contactId, companyId, fromAddress: address };
	const { messageId } = await office.receive({ verdict: 'reply', ...mail });
	const reply = { requestId: sendId, messageId, bodyHtml: '<p>À jeudi</p>' };
	await expect(write(reply)).rejects.toMatchObject({ code: 'request-reused' });
});
