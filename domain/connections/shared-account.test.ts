/** A shared mailbox is opened by a provider's window of whoever really opens it, and of nobody else (D-25). */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openConnectionTest } from '#domain/mailboxes/run-connection-test.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { Office } from '#tests/environment/office.ts';
import { beginConnection } from './begin-connection.ts';
import { recordRecognition } from './record-recognition.ts';
import { granted, signingsOf, type Signing } from './signings.test-support.ts';

const envelopes = createEnvelopes(randomBytes(32));
const server = { host: 'mail.example', port: 993, security: 'tls' as const, user: 'someone' };
let office: Office;
let signings: ReturnType<typeof signingsOf>;

beforeAll(async () => {
	office = await Office.open('shared-account');
	signings = signingsOf(office, envelopes);
});
afterAll(() => office?.close());

/** Inès before the window of a shared address. */
async function atTheDoor(way: 'microsoft' | 'google'): Promise<Signing> {
	const address = `${randomUUID().slice(0, 8)}@cadrelune.example`;
	const { connectionId: id } = await office.tx((tx) =>
		beginConnection(tx, office.ines, { language: 'fr', sharedAddress: address }),
	);
	await office.tx((tx) =>
		recordRecognition(
			tx,
			id,
			{ provider: null },
			{
				...{ steps: [], foundBy: 'exchanger', isProven: true, obstacle: null },
				accounts: [
					{
						...{ provider: way, ways: [way], imap: server, smtp: { ...server, port: 587 } },
						...{ isElsewhere: false, passwordPage: null, dailyLimit: null },
					},
				],
			},
		),
	);
	return { actor: office.ines, address, id, sessionId: randomUUID() };
}

async function comesBackAs(signing: Signing, address: string): Promise<void> {
	const { state } = await signings.leave(signing);
	await signings.comeBack(signing, state);
	await signings.question(signing);
	await signings.answer(signing, granted(address));
	await signings.look(signing);
}
const saved = ({ address }: Signing) => office.tx(({ db }) => db.mailbox.count({ where: { address } }));

describe('a shared mailbox', () => {
	it('at Google is opened by its own account alone', async () => {
		const signing = await atTheDoor('google');
		await comesBackAs(signing, 'ines@cadrelune.example');
		expect(await signings.read(signing)).toMatchObject({ stage: 'mending', fault: 'other-shared-account' });
		expect(await signings.rowOf(signing)).toMatchObject({ grantSealed: null, accessSealed: null });
		await comesBackAs(signing, signing.address.toUpperCase());
		expect(await signings.read(signing)).toMatchObject({ stage: 'testing' });
	});

	it('at Microsoft is tried with whoever signed in, and one whom it does not open is told so', async () => {
		const signing = await atTheDoor('microsoft');
		await comesBackAs(signing, 'ines@cadrelune.example');
		expect(await signings.read(signing)).toMatchObject({ stage: 'testing' });
		// The address itself is signed in to, by her token.
		const { testId } = await signings.rowOf(signing);
		const open = await office.tx((tx) => openConnectionTest(tx, envelopes, testId!));
		expect(open!.settings).toMatchObject({
			imap: { user: signing.address },
			smtp: { user: signing.address },
		});
		await signings.runTest(signing, 'password-refused', 'login-imap');
		await signings.look(signing);
		expect(await signings.read(signing)).toMatchObject({
			...{ stage: 'mending', fault: 'shared-not-opened', mayRetry: true },
			openedBy: 'ines@cadrelune.example',
		});
		expect(await saved(signing)).toBe(0);
		// Another account is signed in to at once, without choosing the provider anew.
		await comesBackAs(signing, signing.address);
		expect(await signings.read(signing)).toMatchObject({ stage: 'testing', openedBy: null });
	});

	it('at Microsoft is asked for with the permission for mailboxes that others share, and for Graph as itself', async () => {
		const signing = await atTheDoor('microsoft');
		expect(await signings.leave(signing, 'graph')).toMatchObject({
			purpose: 'mail-and-graph',
			isShared: true,
		});
		const { state } = await signings.leave(signing, 'graph');
		await signings.comeBack(signing, state);
		expect(await signings.question(signing)).toMatchObject({ kind: 'redeem', isShared: true });
	});
});
