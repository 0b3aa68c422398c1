import { afterAll, beforeAll, expect, it } from 'vitest';
import { Office } from '#tests/environment/office.ts';
import { createMailbox } from '#tests/environment/rows/mailbox.ts';
import { listMailboxes } from './list-mailboxes.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('list-mailboxes');
});
afterAll(() => office?.close());

it("a utilisateur sees of others' mailboxes the state alone, a responsable all of them (Z-03)", async () => {
	const secret = { imapHost: 'imap.canari.example', smtpHost: 'smtp.canari.example', loginName: 'canari' };
	const { mailboxId } = await office.tx((tx) =>
		createMailbox(tx, { ownerId: office.ines.userId, dailyCap: 123, ...secret }),
	);
	await office.tx(({ db }) =>
		db.mailbox.updateMany({ where: { id: mailboxId }, data: { errorCode: 'canari', state: 'lost' } }),
	);
	const seen = async (actor = office.camille) =>
		(await office.tx((tx) => listMailboxes(tx, actor))).find(({ id }) => id === mailboxId)!;
	const others = await seen();
	expect(Object.keys(others).sort()).toEqual([
		...[
			'address',
			'displayName',
			'id',
			'isHers',
			'isOwn',
			'isUsed',
			'kind',
			'lostSince',
			'mayChange',
			'owner',
		],
		...['state', 'takesSequences', 'unwatchedSince', 'users'],
	]);
	expect(others).toMatchObject({ isHers: false, state: 'lost' });
	expect(JSON.stringify(others)).not.toMatch(/canari|123/);
	expect(await seen(office.ines)).toMatchObject({
		...{ isHers: true, errorCode: 'canari', dailyCap: 123 },
		imap: { host: 'imap.canari.example', user: 'canari' },
	});
	// Whoever is named to use it sees all of it, and may not change it.
	const { userId } = office.camille;
	await office.tx(({ db, subscriptionId, at: since }) =>
		db.mailboxUser.create({ data: { subscriptionId, mailboxId, userId, since } }),
	);
	expect(await seen()).toMatchObject({ isHers: true, isUsed: true, mayChange: false });
});
