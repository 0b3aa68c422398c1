/** A mailbox that is lost is mended as the account that it is: nothing leaves to a server that it is not for. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openConnectionTest } from '#domain/mailboxes/run-connection-test.ts';
import { openSenderSecret, setMailboxSecret } from '#domain/mailboxes/set-mailbox-secret.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { Office } from '#tests/environment/office.ts';
import { beginMending } from './begin-mending.ts';
import { giveOutgoingServer } from './give-outgoing-server.ts';
import { granted, signingsOf, type Signing } from './signings.test-support.ts';
import type { GraphAnswer } from './take-sign-in.ts';

const envelopes = createEnvelopes(randomBytes(32));
let office: Office;
let signings: ReturnType<typeof signingsOf>;

beforeAll(async () => {
	office = await Office.open('mending-account');
	signings = signingsOf(office, envelopes);
});
afterAll(() => office.close());

const smtp = { host: 'smtp.elsewhere.example', port: 465, security: 'tls' as const, user: 'relay' };

/** Her connection became a mailbox, and that is lost: she presses *Se reconnecter*. */
async function lost(signing: Signing, errorCode: string): Promise<Signing> {
	await signings.look(signing);
	await signings.runTest(signing);
	await signings.look(signing);
	const { mailboxId } = await signings.rowOf(signing);
	await office.tx(({ db }) =>
		db.mailbox.updateMany({ where: { id: mailboxId! }, data: { state: 'lost', errorCode } }),
	);
	const wish = { mailboxId: mailboxId!, language: 'fr' as const };
	const { connectionId: id } = await office.tx((tx) => beginMending(tx, envelopes, signing.actor, wish));
	return { ...signing, id };
}

/** She comes back from the window. @returns what her test signs in with, and where. */
async function signsIn(signing: Signing, graph?: GraphAnswer) {
	const { state, purpose } = await signings.leave(signing);
	await signings.comeBack(signing, state);
	await signings.question(signing);
	await signings.answer(signing, granted(signing.address, graph ? { graph } : {}), purpose);
	await signings.look(signing);
	return tested(signing);
}

async function tested(signing: Signing) {
	const { testId } = await signings.rowOf(signing);
	if (!testId) return undefined;
	return office.tx((tx) => openConnectionTest(tx, envelopes, testId));
}

describe('an account whose outgoing server has a password of its own', () => {
	const give = ({ actor, id: connectionId }: Signing) =>
		office.tx((tx) => giveOutgoingServer(tx, envelopes, actor, { connectionId, smtp, password: 'its-own' }));

	async function revoked(): Promise<Signing> {
		const before = await signings.atTheDoor();
		await give(before);
		await signsIn(before);
		return lost(before, 'grant-expired');
	}

	it('and whose token is revoked signs in again, and both stay: that server is shown its own password alone', async () => {
		const signing = await revoked();
		expect(await signings.read(signing)).toMatchObject({
			...{ stage: 'choosing', way: 'microsoft', keptOutgoing: smtp },
		});
		const test = await signsIn(signing);
		expect(test).toMatchObject({ settings: { smtp }, secrets: { imap: 'the-token', smtp: 'its-own' } });
		await signings.runTest(signing);
		await signings.look(signing);
		const { mailboxId } = await signings.rowOf(signing);
		expect(await office.tx((tx) => openSenderSecret(tx, envelopes, mailboxId!))).toBe('its-own');
	});

	it('has it typed anew with another server, and only then', async () => {
		const signing = await revoked();
		const change = (to: object, password?: string) =>
			office.tx((tx) =>
				giveOutgoingServer(tx, envelopes, signing.actor, {
					...{ connectionId: signing.id, smtp: { ...smtp, ...to }, password },
				}),
			);
		for (const to of [{ host: 'smtp.other.example' }, { port: 587 }, { security: 'starttls' }, { user: 'x' }])
			await expect(change(to)).rejects.toThrow('password-for-other-server');
		expect(await signings.read(signing)).toMatchObject({ keptOutgoing: smtp });
		await change({});
		expect(await signsIn(signing)).toMatchObject({ settings: { smtp }, secrets: { smtp: 'its-own' } });
		const other = await revoked();
		await office.tx((tx) =>
			giveOutgoingServer(tx, envelopes, other.actor, {
				...{ connectionId: other.id, smtp: { ...smtp, host: 'smtp.other.example' }, password: 'new' },
			}),
		);
		expect(await signsIn(other)).toMatchObject({ secrets: { imap: 'the-token', smtp: 'new' } });
	});

	it('whose password cannot be opened any more is looked into anew: that server is shown no token', async () => {
		const before = await signings.atTheDoor();
		await give(before);
		await signsIn(before);
		await signings.runTest(before);
		await signings.look(before);
		const sealed = new Uint8Array(createEnvelopes(randomBytes(32)).seal('its-own', 'sender:x'));
		const { mailboxId } = await signings.rowOf(before);
		await office.tx(({ db }) =>
			db.senderSecret.updateMany({ where: { sender: { mailboxId } }, data: { sealed } }),
		);
		const wish = { mailboxId: mailboxId!, language: 'fr' as const };
		const { connectionId: id } = await office.tx((tx) => beginMending(tx, envelopes, before.actor, wish));
		expect(await signings.rowOf({ ...before, id })).toMatchObject({ stage: 'recognising', settings: null });
	});

	it('keeps that password where somebody signs in with another account first', async () => {
		const signing = await signings.atTheDoor();
		await give(signing);
		await signings.comeBack(signing, (await signings.leave(signing)).state);
		await signings.question(signing);
		await signings.answer(signing, granted('somebody@elsewhere.example'));
		expect(await signings.read(signing)).toMatchObject({ stage: 'mending', fault: 'other-account' });
		const test = await signsIn(signing);
		expect(test).toMatchObject({ settings: { smtp }, secrets: { imap: 'the-token', smtp: 'its-own' } });
	});

	it('is not tested without it: no token leaves to a server that its provider does not name', async () => {
		const signing = await signings.atTheDoor();
		await give(signing);
		await office.tx(({ db }) =>
			db.mailboxConnection.updateMany({ where: { id: signing.id }, data: { smtpSealed: null } }),
		);
		expect(await signsIn(signing)).toBeUndefined();
		expect(await signings.read(signing)).toMatchObject({ stage: 'mending', fault: 'secret-broken' });
	});
});

describe('a mailbox that sends by Microsoft Graph', () => {
	it('goes on so where it is reconnected', async () => {
		const before = await signings.signedIn();
		const GRAPH: GraphAnswer = { kind: 'granted', accessToken: 'graph-token', holds: 3_600_000, missing: 0 };
		await signings.look(before);
		await signings.runTest(before, 'protocol-disabled', 'login-smtp');
		await signings.look(before);
		const { state } = await signings.leave(before, 'graph');
		await signings.comeBack(before, state);
		await signings.question(before);
		await signings.answer(before, granted(before.address, { graph: GRAPH }), 'mail-and-graph');
		const signing = await lost(before, 'grant-expired');
		expect((await signings.leave(signing)).purpose).toBe('mail-and-graph');
	});
});

describe('a mailbox that two passwords open', () => {
	it('is looked into anew: no server is shown the password that was typed for the other one', async () => {
		const { mailboxId } = office;
		await office.tx(async (tx) => {
			await setMailboxSecret(tx, envelopes, mailboxId, { imap: 'old', smtp: 'its-own' });
			await tx.db.mailbox.updateMany({
				where: { id: mailboxId },
				data: { state: 'lost', errorCode: 'password-refused' },
			});
		});
		const wish = { mailboxId, language: 'fr' as const };
		const { connectionId: id } = await office.tx((tx) => beginMending(tx, envelopes, office.camille, wish));
		expect(await signings.rowOf({ id } as Signing)).toMatchObject({ stage: 'recognising', settings: null });
	});
});
