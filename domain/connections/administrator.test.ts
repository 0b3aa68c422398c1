import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listNotifications } from '#domain/notifications/list-notifications.ts';
import type { Actor } from '#domain/values/actor.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { DAY, HOUR, Office } from '#tests/environment/office.ts';
import { createUser } from '#tests/environment/rows/user.ts';
import { readConsentPage, returnOfAdministrator } from './administrator-consent.ts';
import { askAdministrator } from './ask-administrator.ts';
import { askForConsent } from './ask-for-consent.ts';
import { lookAtConnection } from './look-at-connection.ts';
import { readConnection } from './read-connection.ts';
import { readConsentRequest } from './read-consent-request.ts';
import { stopReminders } from './remind-administrator.ts';
import { confirmFirstReading } from './tell-owner.ts';
import { withdrawConnection } from './withdraw-connection.ts';

const envelopes = createEnvelopes(randomBytes(32));
let office: Office;
let actor: Actor;
let connectionId: string;

beforeAll(async () => {
	office = await Office.open('administrators');
});
afterAll(() => office.close());
beforeEach(async () => {
	({ actor, connectionId } = await waiting());
});

/** Somebody whose administrator must consent. */
async function waiting(of: Office = office, domain = 'cadrelune.example') {
	const { subscriptionId } = of;
	const address = `${randomUUID().slice(0, 8)}@${domain}`;
	const userId = await of.tx((tx) => createUser(tx, { email: address }));
	const id = randomUUID();
	await of.tx(async (tx) => {
		await tx.db.mailboxConnection.create({
			data: {
				...{ subscriptionId, id, ownerId: userId, actedById: userId, address, language: 'fr' },
				...{ stage: 'signing', reason: 'connect-signing-in', way: 'microsoft' },
				...{ since: tx.at, startedAt: tx.at },
			},
		});
		const row = await tx.db.mailboxConnection.findFirstOrThrow({ where: { id } });
		await askForConsent(tx, envelopes, row, 'mail');
	});
	const actor: Actor = { subscriptionId, userId, licence: 'utilisateur' };
	return { actor, connectionId: id };
}

const ADMINISTRATOR = 'informatique@cadrelune.example';
const ask = (address = ADMINISTRATOR, who = actor) =>
	office.tx((tx) => askAdministrator(tx, who, { connectionId, address }));
const look = () => office.tx((tx) => lookAtConnection(tx, envelopes, connectionId));
const mails = (kind: string) =>
	office.tx(({ db }) => db.platformMail.findMany({ where: { connectionId, kind }, include: { send: true } }));
const reminders = async () => (await mails('consent-reminder')).length;
const request = () => office.tx((tx) => readConsentRequest(tx, envelopes, actor, connectionId));
const history = async () =>
	(await office.tx((tx) => readConnection(tx, actor, connectionId))).history.map(({ kind }) => kind);
const flag = (who = actor) =>
	office.tx(async (tx) => {
		const { rows } = await listNotifications(tx, who, { onlyOpen: true, cursor: undefined, limit: 100 });
		return rows.map(({ kind }) => kind);
	});

describe('an administrator who is asked by mail', () => {
	it('is reminded after 2 and after 7 days, and then no more', async () => {
		await ask(' Informatique@Cadrelune.example ');
		expect((await mails('consent-request')).map(({ send }) => send.recipient)).toEqual([ADMINISTRATOR]);
		const { mailedAt, nextReminderAt, remindersLeft } = await request();
		expect(nextReminderAt!.getTime() - mailedAt!.getTime()).toBe(2 * DAY);
		expect(remindersLeft).toBe(2);
		await look();
		expect(await reminders()).toBe(0);
		await office.advance(2 * DAY + HOUR);
		const first = await look();
		expect(first).toMatchObject({ kind: 'wait', until: new Date(mailedAt!.getTime() + 7 * DAY) });
		expect(await reminders()).toBe(1);
		await look();
		expect(await reminders()).toBe(1);
		await office.advance(5 * DAY);
		expect(await look()).toMatchObject({ kind: 'wait', until: null });
		await office.advance(30 * DAY);
		await look();
		expect(await reminders()).toBe(2);
		expect(await history()).toEqual([
			'administrator-reminded',
			'administrator-reminded',
			'administrator-asked',
			'consent-asked',
		]);
	});

	it('gets one mail, not two, where nobody looked for both reminders', async () => {
		await ask();
		await office.advance(9 * DAY);
		expect(await look()).toMatchObject({ kind: 'wait', until: null });
		expect(await reminders()).toBe(1);
		expect(await request()).toMatchObject({ remindersLeft: 0, nextReminderAt: null });
	});

	it('is reminded no more once the person says so, and a request sent again begins anew', async () => {
		await ask();
		await office.tx((tx) => stopReminders(tx, actor, connectionId));
		await expect(office.tx((tx) => stopReminders(tx, actor, connectionId))).rejects.toThrow(
			'nothing-to-stop',
		);
		await office.advance(3 * DAY);
		await look();
		expect(await reminders()).toBe(0);
		await ask('autre@cadrelune.example');
		await office.advance(2 * DAY);
		await look();
		expect((await mails('consent-reminder')).map(({ send }) => send.recipient)).toEqual([
			'autre@cadrelune.example',
		]);
	});

	it.each([true, false])(
		'who answers (consents: %s) is reminded no more, and the owner is told',
		async (yes) => {
			await ask();
			const { token } = await request();
			await returnOfAdministrator(office.database, token!, yes);
			await office.advance(3 * DAY);
			await look();
			expect(await reminders()).toBe(0);
			expect(await flag()).toEqual([yes ? 'connection-consented' : 'connection-consent-refused']);
			expect(await mails('consent-given')).toHaveLength(yes ? 1 : 0);
		},
	);

	it('who consents brings everybody who waits for it back, each by a mail of his own', async () => {
		const other = await waiting();
		const elsewhere = await waiting(office, 'orgevane.example');
		const { token } = await request();
		await returnOfAdministrator(office.database, token!, true);
		expect(await flag(other.actor)).toEqual(['connection-consented']);
		expect(await flag(elsewhere.actor)).toEqual([]);
	});

	it('whose server refused the request is not reminded', async () => {
		const { sendId } = await ask();
		await office.tx(({ db }) => db.send.updateMany({ where: { id: sendId }, data: { state: 'rejected' } }));
		await office.advance(2 * DAY);
		expect(await look()).toMatchObject({ kind: 'wait', until: null });
		expect(await reminders()).toBe(0);
		expect((await history())[0]).toBe('reminders-stopped');
	});

	it('of a request that was withdrawn is reminded no more, and nothing told of it stays open', async () => {
		await ask();
		const { token } = await request();
		await returnOfAdministrator(office.database, token!, false);
		expect(await flag()).toHaveLength(1);
		await office.tx((tx) => withdrawConnection(tx, actor, connectionId));
		expect(await flag()).toEqual([]);
		await office.advance(3 * DAY);
		expect(await look()).toEqual({ kind: 'ended' });
		expect(await reminders()).toBe(0);
	});
});

describe('whoever would write to strangers', () => {
	it.each(['', 'personne', 'a@b', 'a@b.example, c@d.example', 'a@b.example\nBcc: c@d.example'])(
		'is refused %j',
		async (address) => expect(ask(address)).rejects.toThrow('address-invalid'),
	);

	it('asks three addresses a request at most', async () => {
		for (const name of ['un', 'deux', 'trois']) await ask(`${name}@cadrelune.example`);
		await expect(ask('quatre@cadrelune.example')).rejects.toThrow('too-many-requests');
		await ask('un@cadrelune.example');
	});

	it('asks five times a day at most, however many requests stand open, also at once', async () => {
		const tries = await Promise.allSettled(Array.from({ length: 8 }, () => ask()));
		expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
		await office.advance(25 * HOUR);
		await ask();
	});

	it('asks for nobody else, and only where a consent is waited for', async () => {
		const stranger = await waiting();
		await expect(ask(ADMINISTRATOR, stranger.actor)).rejects.toThrow('not-allowed');
		await office.tx((tx) => withdrawConnection(tx, actor, connectionId));
		await expect(ask()).rejects.toThrow('connection-over');
	});
});

describe('a link whose seal this installation cannot open', () => {
	it('is shown no more, and whoever signs in again gets another one', async () => {
		const sealed = { tokenSealed: new Uint8Array(createEnvelopes(randomBytes(32)).seal('x', 'y')) };
		await office.tx(({ db }) => db.consentRequest.updateMany({ where: { connectionId }, data: sealed }));
		expect(await request()).toMatchObject({ token: null, domain: 'cadrelune.example' });
		await office.tx(async (tx) => {
			const row = await tx.db.mailboxConnection.findFirstOrThrow({ where: { id: connectionId } });
			await askForConsent(tx, envelopes, row, 'mail');
		});
		const { token } = await request();
		expect(await readConsentPage(office.database, token!)).toMatchObject({ state: 'open' });
		await office.tx(async (tx) => {
			const row = await tx.db.mailboxConnection.findFirstOrThrow({ where: { id: connectionId } });
			await askForConsent(tx, envelopes, row, 'mail');
		});
		expect((await request()).token).toBe(token);
	});
});

describe('an installation without a sender of its own', () => {
	it('refuses to mail, keeps nothing that would wait, and goes on without', async () => {
		const silent = await Office.open('silent', { writesToUsers: false });
		try {
			const { actor: her, connectionId: id } = await waiting(silent);
			await expect(
				silent.tx((tx) => askAdministrator(tx, her, { connectionId: id, address: ADMINISTRATOR })),
			).rejects.toThrow('platform-missing');
			const { token, mayMail } = await silent.tx((tx) => readConsentRequest(tx, envelopes, her, id));
			expect(mayMail).toBe(false);
			await returnOfAdministrator(silent.database, token!, true);
			expect(await silent.tx(({ db }) => db.send.count())).toBe(0);
			expect(await silent.tx((tx) => readConnection(tx, her, id))).toMatchObject({ stage: 'choosing' });
		} finally {
			await silent.close();
		}
	});
});

describe('the first reading of a mailbox', () => {
	it('is confirmed to its owner once, whoever set it up; one that no connection made is not', async () => {
		const { mailboxId } = office;
		await office.tx((tx) => confirmFirstReading(tx, mailboxId));
		expect(await mails('first-reading')).toEqual([]);
		const done = { mailboxId, stage: 'done', reason: 'connect-done', actedById: office.ines.userId };
		await office.tx(async (tx) => {
			const data = { ...done, endedAt: tx.at };
			await tx.db.mailboxConnection.updateMany({ where: { id: connectionId }, data });
		});
		await office.tx((tx) => confirmFirstReading(tx, mailboxId));
		await office.tx((tx) => confirmFirstReading(tx, mailboxId));
		const owner = await office.tx(({ db }) => db.user.findFirstOrThrow({ where: { id: actor.userId } }));
		expect((await mails('first-reading')).map(({ send }) => send.recipient)).toEqual([owner.email]);
	});
});
