/** What changes while a connection is tested or its provider is asked. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { endConnectionTest, openConnectionTest, recordCheck } from '#domain/mailboxes/run-connection-test.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { Office } from '#tests/environment/office.ts';
import { createUser } from '#tests/environment/rows/user.ts';
import { beginConnection } from './begin-connection.ts';
import { givePassword } from './give-password.ts';
import { recordRecognition } from './record-recognition.ts';
import { granted, signingsOf, type Signing } from './signings.test-support.ts';
import { takeSignIn } from './take-sign-in.ts';

const envelopes = createEnvelopes(randomBytes(32));
const server = (host: string, port: number) => ({ host, port, security: 'tls' as const, user: 'someone' });
let office: Office;
let signings: ReturnType<typeof signingsOf>;

beforeAll(async () => {
	office = await Office.open('meanwhile');
	signings = signingsOf(office, envelopes);
});
afterAll(() => office.close());

it('what a provider brings that was left for another one is not kept as that other one’s', async () => {
	const signing = await signings.atTheDoor();
	await signings.comeBack(signing, (await signings.leave(signing)).state);
	await signings.question(signing);
	// Microsoft is slow: meanwhile Google is chosen, and she came back from there.
	await office.tx(({ db }) =>
		db.mailboxConnection.updateMany({ where: { id: signing.id }, data: { way: 'google', stage: 'signing' } }),
	);
	await office.tx((tx) =>
		takeSignIn(tx, envelopes, signing.id, granted(signing.address), 'mail', 'microsoft'),
	);
	expect(await signings.rowOf(signing)).toMatchObject({ stage: 'signing', grantSealed: null });
});

it('a shared mailbox whose users are gone by now is not saved half', async () => {
	const userId = await office.tx((tx) =>
		createUser(tx, { email: `${randomUUID().slice(0, 8)}@cadrelune.example` }),
	);
	const sharedAddress = `${randomUUID().slice(0, 8)}@cadrelune.example`;
	const { connectionId: id } = await office.tx((tx) =>
		beginConnection(tx, office.ines, { sharedAddress, userIds: [userId], language: 'fr' }),
	);
	const none = { steps: [], foundBy: null, isProven: false, obstacle: null, accounts: [] };
	await office.tx((tx) => recordRecognition(tx, id, { provider: null }, none));
	const servers = { imap: server('imap.example', 993), smtp: server('smtp.example', 465) };
	await office.tx((tx) =>
		givePassword(tx, envelopes, office.ines, { connectionId: id, password: 'secret', servers }),
	);
	const signing = { id, actor: office.ines } as Signing;
	await signings.look(signing);
	const { testId } = await signings.rowOf(signing);
	await office.tx((tx) => openConnectionTest(tx, envelopes, testId!));
	for (const { check } of (await signings.read(signing)).checks)
		await office.tx((tx) =>
			recordCheck(tx, testId!, { check, state: 'ok', milliseconds: 1, details: {} } as never),
		);
	await office.tx((tx) => endConnectionTest(tx, testId!));
	await office.tx(({ db, at }) => db.user.updateMany({ where: { id: userId }, data: { deactivatedAt: at } }));
	await signings.look(signing);
	expect(await signings.read(signing)).toMatchObject({ stage: 'mending', fault: 'missing' });
	expect(await office.tx(({ db }) => db.mailbox.count({ where: { address: sharedAddress } }))).toBe(0);
});
