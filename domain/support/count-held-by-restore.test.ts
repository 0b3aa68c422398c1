import { afterAll, beforeAll, expect, it } from 'vitest';
import { noticeOtherDatabase } from '#domain/restores/notice-other-database.ts';
import { readBackDue } from '#domain/restores/read-back-due.ts';
import { recordReadBack } from '#domain/restores/record-read-back.ts';
import { reopenMailbox } from '#domain/restores/reopen-mailbox.ts';
import { Office } from '#tests/environment/office.ts';
import { countHeldByRestore } from './count-held-by-restore.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('held');
});
afterAll(() => office.close());

const alarm = () => office.database.asSupport(countHeldByRestore);

it('alarms until each mailbox that a restore concerns sends again', async () => {
	await noticeOtherDatabase(office.database);
	expect(await alarm()).toBe(0);
	await office.asOwner(`UPDATE installation SET fingerprint = 'another one'`);
	await noticeOtherDatabase(office.database);
	expect(await alarm()).toBe(1);

	const due = (await office.tx((tx) => readBackDue(tx, office.mailboxId)))!;
	await office.tx((tx) => recordReadBack(tx, office.mailboxId, due, false));
	// Without a Sent folder it proves nothing: it waits for support.
	expect(await alarm()).toBe(1);
	const { incident } = due;
	await office.tx((tx) => reopenMailbox(tx, office.camille, { mailboxId: office.mailboxId, incident }));
	expect(await alarm()).toBe(0);
});
