import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Office } from '#tests/environment/office.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { CONNECTION_CHECKS, type ConnectionSettings } from './connection-settings.ts';
import { deleteMailbox } from './delete-mailbox.ts';
import { endConnectionTest, openConnectionTest, recordCheck } from './run-connection-test.ts';
import { saveMailbox } from './save-mailbox.ts';
import { openMailboxSecret, setMailboxSecret, type AccountSecrets } from './set-mailbox-secret.ts';
import { startConnectionTest, type ConnectionToTest } from './start-connection-test.ts';

const envelopes = createEnvelopes(randomBytes(32));
/** As the office's mailbox has it. */
const stored: ConnectionSettings = {
	imap: { host: 'imap.cadrelune.example', port: 993, security: 'tls', user: 'camille' },
	smtp: { host: 'smtp.cadrelune.example', port: 465, security: 'tls', user: 'camille' },
	isShared: false,
};
const APART = { imap: 'stored', smtp: 'stored-smtp' };
let office: Office;

beforeAll(async () => {
	office = await Office.open('stored-passwords');
});
afterAll(() => office.close());
beforeEach(() => store({ imap: 'stored' }));

const store = (secrets: AccountSecrets) =>
	office.tx((tx) => setMailboxSecret(tx, envelopes, office.mailboxId, secrets));
const start = (wish: Partial<ConnectionToTest> = {}, actor = office.camille) =>
	office.tx((tx) =>
		startConnectionTest(tx, envelopes, actor, {
			mailboxId: office.mailboxId,
			address: '',
			settings: stored,
			language: 'fr',
			...wish,
		}),
	);
type Server = ConnectionSettings['imap'];
const changed = (side: 'imap' | 'smtp', change: Partial<Server>): ConnectionSettings => ({
	...stored,
	[side]: { ...stored[side], ...change },
});
/** What a test that was started would sign in with. */
async function secretsOf(wish: Partial<ConnectionToTest> = {}): Promise<AccountSecrets | undefined> {
	const { testId } = await start(wish);
	return (await office.tx((tx) => openConnectionTest(tx, envelopes, testId)))?.secrets;
}
async function pass(testId: string): Promise<void> {
	for (const check of CONNECTION_CHECKS) {
		const found = { check, state: 'ok', milliseconds: 5, details: {} } as const;
		await office.tx((tx) => recordCheck(tx, testId, found));
	}
	await office.tx((tx) => endConnectionTest(tx, testId));
}
const testRow = (id: string) => office.tx(({ db }) => db.connectionTest.findFirstOrThrow({ where: { id } }));

describe('a stored password', () => {
	const changes: Partial<Server>[] = [
		{ host: 'imap.elsewhere.example' },
		{ port: 1993 },
		{ security: 'starttls' },
		{ user: 'ines' },
	];
	it.each(changes.flatMap((change) => [['imap', change] as const, ['smtp', change] as const]))(
		'leaves to no other server: %s %o',
		async (side, change) => {
			for (const secrets of [{ imap: 'stored' }, APART]) {
				await store(secrets);
				const tests = () => office.tx(({ db }) => db.connectionTest.count());
				const before = await tests();
				const wish = { settings: changed(side, change) };
				await expect(start(wish)).rejects.toThrow('password-for-other-server');
				await expect(start(wish, office.ines)).rejects.toThrow('password-for-other-server');
				expect(await tests()).toBe(before);
			}
		},
	);

	it('serves where nothing changed, the host in capitals or with its dot too', async () => {
		expect(await secretsOf()).toEqual({ imap: 'stored', smtp: undefined });
		expect(await secretsOf({ settings: changed('imap', { host: 'IMAP.Cadrelune.example.' }) })).toEqual({
			imap: 'stored',
			smtp: undefined,
		});
		await store(APART);
		expect(await secretsOf()).toEqual(APART);
	});

	it('stays beside one that was typed for the other server', async () => {
		await store(APART);
		const settings = changed('smtp', { host: 'smtp.elsewhere.example' });
		expect(await secretsOf({ settings, secrets: { smtp: 'typed' } })).toEqual({
			imap: 'stored',
			smtp: 'typed',
		});
		const apart = { ...stored, smtp: { ...stored.smtp, user: 'camille-smtp' } };
		await office.tx(({ db }) => db.sender.updateMany({ data: { loginName: 'camille-smtp' } }));
		const moved = { ...apart, imap: { ...apart.imap, host: 'imap.elsewhere.example' } };
		expect(await secretsOf({ settings: moved, secrets: { imap: 'typed' } })).toEqual({
			imap: 'typed',
			smtp: 'stored-smtp',
		});
		await office.tx(({ db }) => db.sender.updateMany({ data: { loginName: 'camille' } }));
		// One sign-in for both: what is typed is the new password of both.
		expect(await secretsOf({ secrets: { imap: 'typed' } })).toEqual({ imap: 'typed', smtp: undefined });
	});

	it('is not looked for where another master key sealed it and everything is typed', async () => {
		const other = createEnvelopes(randomBytes(32));
		await office.tx((tx) => setMailboxSecret(tx, other, office.mailboxId, { imap: 'lost' }));
		expect(await secretsOf({ secrets: { imap: 'typed' } })).toEqual({ imap: 'typed', smtp: undefined });
	});
});

describe('the owner', () => {
	const told = async (from: number) =>
		(await office.notifications()).slice(from).map(({ kind, data }) => [kind, data]);
	const lines = () =>
		office.tx(({ db }) =>
			db.event.findMany({
				where: { kind: 'mailbox-tested' },
				select: { mailboxId: true, actorId: true },
			}),
		);

	it('is told of each test by somebody else, with its line, also of one by its address alone', async () => {
		const { ines, camille, mailboxId } = office;
		const [before, { length }] = [await lines(), await office.notifications()];
		await start();
		expect(await told(length)).toEqual([]);
		await start({}, ines);
		const address = `${camille.userId}@CADRELUNE.example`;
		await start({ mailboxId: undefined, address, secrets: { imap: 'typed' } }, ines);
		const word = ['mailbox-tested', { byUserId: ines.userId }];
		expect(await told(length)).toEqual([word, word]);
		expect((await lines()).slice(before.length)).toEqual([
			{ mailboxId, actorId: ines.userId },
			{ mailboxId, actorId: ines.userId },
		]);
	});
});

describe('a test of an account that was changed meanwhile', () => {
	it('can no longer be saved, and keeps no password', async () => {
		const { ines, camille, mailboxId } = office;
		const theirs = (await start({}, ines)).testId;
		await pass(theirs);
		const running = (await start({}, ines)).testId;
		const mine = (await start({ secrets: { imap: 'new' } })).testId;
		await pass(mine);
		const save = (actor: typeof ines, testId: string) =>
			office.tx((tx) => saveMailbox(tx, envelopes, actor, { testId }));
		await save(camille, mine);
		expect(await testRow(running)).toMatchObject({ state: 'failed', smtpSealed: null });
		expect((await testRow(running)).sealed).toHaveLength(0);
		await pass(running);
		await expect(save(ines, running)).rejects.toThrow('test-not-passed');
		const kept = await office.tx((tx) => openMailboxSecret(tx, envelopes, mailboxId));
		expect(kept).toEqual({ imap: 'new', smtp: undefined });
	});

	it('keeps no password of a mailbox that was deleted', async () => {
		const { camille, ines, mailboxId } = office;
		const { testId } = await start({}, ines);
		await office.tx((tx) => deleteMailbox(tx, camille, { mailboxId, withdraw: true }));
		expect((await testRow(testId)).sealed).toHaveLength(0);
		expect(await office.tx((tx) => openConnectionTest(tx, envelopes, testId))).toBeUndefined();
	});
});
