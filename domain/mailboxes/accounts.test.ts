import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#domain/values/actor.ts';
import { Office } from '#tests/environment/office.ts';
import { createReceivedMail } from '#tests/environment/rows/message.ts';
import { createEnvelopes, SealBroken } from '#platform/secrets/envelope.ts';
import { changeMailboxSettings } from './change-mailbox-settings.ts';
import { CONNECTION_CHECKS, type ConnectionSettings } from './connection-settings.ts';
import { chooseFolders } from './choose-folders.ts';
import { recordFolders, type ListedFolder } from './record-folders.ts';
import { deleteMailbox, previewDeletion } from './delete-mailbox.ts';
import { readConnectionTest } from './read-connection-test.ts';
import { endConnectionTest, openConnectionTest, recordCheck } from './run-connection-test.ts';
import { saveMailbox } from './save-mailbox.ts';
import { openMailboxSecret } from './set-mailbox-secret.ts';
import { startConnectionTest, type ConnectionToTest } from './start-connection-test.ts';
import { takeWatch } from './take-watch.ts';

const envelopes = createEnvelopes(randomBytes(32));
let office: Office;
let settings: ConnectionSettings;

beforeAll(async () => {
	office = await Office.open('accounts');
});
afterAll(() => office.close());
beforeEach(() => {
	const server = { port: 993, security: 'tls', user: 'camille' } as const;
	settings = {
		imap: { ...server, host: 'imap.cadrelune.example' },
		smtp: { ...server, host: 'smtp.cadrelune.example', port: 465 },
		isShared: false,
	};
});

const addressOf = (actor: Actor) => `${actor.userId}@cadrelune.example`;
const start = (actor: Actor, wish: Partial<ConnectionToTest> = {}) =>
	office.tx((tx) =>
		startConnectionTest(tx, envelopes, actor, {
			address: addressOf(actor),
			settings,
			secrets: { imap: 'secret' },
			language: 'fr',
			...wish,
		}),
	);
/** Every line of a test, the last one failed or not. */
async function run(testId: string, failed?: string): Promise<void> {
	await office.tx((tx) => openConnectionTest(tx, envelopes, testId));
	for (const check of CONNECTION_CHECKS) {
		const state = check === failed ? 'failed' : 'ok';
		await office.tx((tx) => recordCheck(tx, testId, { check, state, milliseconds: 5, details: {} }));
		if (check === failed) break;
	}
	await office.tx((tx) => endConnectionTest(tx, testId));
}
async function passed(actor: Actor, wish: Partial<ConnectionToTest> = {}): Promise<string> {
	const { testId } = await start(actor, wish);
	await run(testId);
	return testId;
}
const save = (actor: Actor, testId: string, wish = {}) =>
	office.tx((tx) => saveMailbox(tx, envelopes, actor, { testId, ...wish }));
const row = (id: string) =>
	office.tx(({ db }) =>
		db.mailbox.findFirstOrThrow({ where: { id }, include: { watch: true, sender: true } }),
	);

describe('Tester', () => {
	it('keeps what was typed sealed, and shows each line as it is known', async () => {
		const { testId } = await start(office.ines);
		const read = () => office.tx((tx) => readConnectionTest(tx, office.ines, testId));
		expect((await read()).checks.map(({ state }) => state)).toEqual(CONNECTION_CHECKS.map(() => 'pending'));
		const open = await office.tx((tx) => openConnectionTest(tx, envelopes, testId));
		expect(open).toMatchObject({ ownerAddress: addressOf(office.ines), secrets: { imap: 'secret' } });
		const fault = { check: 'dns-imap', state: 'failed', milliseconds: 3, code: 'dns-unknown' } as const;
		await office.tx((tx) =>
			recordCheck(tx, testId, { ...fault, details: { server: 'imap.cadrelune.example' } }),
		);
		const [, line, next] = (await read()).checks;
		expect(line).toMatchObject({ ...fault, details: { server: 'imap.cadrelune.example' } });
		expect(next!.state).toBe('running');
		await office.tx((tx) => endConnectionTest(tx, testId));
		expect(await read()).toMatchObject({ state: 'failed' });
		await expect(office.tx((tx) => readConnectionTest(tx, office.camille, testId))).rejects.toThrow(
			'missing',
		);

		const kept = await office.tx(({ db }) => db.connectionTest.findFirstOrThrow({ where: { id: testId } }));
		expect(JSON.stringify(kept)).not.toContain('secret');
		expect(() => createEnvelopes(randomBytes(32)).open(kept.sealed, `connection:${testId}`)).toThrow(
			SealBroken,
		);
	});

	it('needs a password, an address, and a responsable for a shared mailbox (R-16)', async () => {
		await expect(start(office.ines, { secrets: undefined })).rejects.toThrow('password-missing');
		await expect(start(office.ines, { address: 'nobody' })).rejects.toThrow('address-invalid');
		settings = { ...settings, isShared: true };
		await expect(start(office.camille)).rejects.toThrow('not-allowed');
	});
});

describe('Valider', () => {
	it('needs a test that succeeded (R-19), once', async () => {
		const { testId } = await start(office.ines);
		await expect(save(office.ines, testId)).rejects.toThrow('test-not-passed');
		await run(testId, 'round-trip');
		await expect(save(office.ines, testId)).rejects.toThrow('test-not-passed');
		const good = await passed(office.ines);
		await expect(save(office.camille, good)).rejects.toThrow('missing');
		const { mailboxId } = await save(office.ines, good, { displayName: 'Inès A.' });
		await expect(save(office.ines, good)).rejects.toThrow('test-not-passed');
		expect(await row(mailboxId)).toMatchObject({
			state: 'synchronised',
			address: addressOf(office.ines),
			imapHost: 'imap.cadrelune.example',
			sender: {
				kind: 'personal',
				address: addressOf(office.ines),
				displayName: 'Inès A.',
				smtpPort: 465,
				rampSince: expect.any(Date),
			},
			watch: { caughtUpEpoch: 0 },
		});
		const secrets = await office.tx((tx) => openMailboxSecret(tx, envelopes, mailboxId));
		expect(secrets).toEqual({ imap: 'secret', smtp: undefined });
		const pokes = await office.tx(({ db }) =>
			db.outbox.count({ where: { workflow: 'mailbox', targetId: mailboxId } }),
		);
		expect(pokes).toBe(1);
	});

	it("refuses an address that is not the owner's sign-in, unless it is shared (R-01, R-16)", async () => {
		const contact = await passed(office.ines, { address: 'contact@cadrelune.example' });
		await expect(save(office.ines, contact)).rejects.toThrow('address-mismatch');
		settings = { ...settings, isShared: true };
		const shared = await passed(office.ines, { address: 'contact@cadrelune.example' });
		expect(await save(office.ines, shared)).toMatchObject({ mailboxId: expect.any(String) });
	});

	it('gives a mailbox its new account: its watch ends, another server is read anew', async () => {
		const { mailboxId, camille, ines } = office;
		await office.watch({});
		const watch = (await office.tx((tx) => takeWatch(tx, mailboxId)))!;
		const testId = await passed(camille, { mailboxId, secrets: { imap: 'new', smtp: 'other' } });
		expect(await save(camille, testId)).toEqual({ mailboxId });
		const same = await row(mailboxId);
		expect(same.watch!.fence).toBe(watch.fence + 1);
		expect(same.watch!.epoch).toBe(2);
		const { id } = await office.tx((tx) => createReceivedMail(tx, { mailboxId, verdict: 'none' }));
		const validity = async () =>
			(await office.tx(({ db }) => db.message.findFirstOrThrow({ where: { id } }))).uidValidity;
		expect(await validity()).toBe(1n);

		settings = { ...settings, imap: { ...settings.imap, host: 'imap.elsewhere.example' } };
		// A responsable sets it up for her, and she is told of the test and of the change (5.6-3).
		const again = await passed(ines, { mailboxId, secrets: { imap: 'elsewhere' } });
		await save(ines, again);
		expect((await row(mailboxId)).watch!.epoch).toBe(3);
		expect(await validity()).toBeLessThan(0n);
		const secrets = await office.tx((tx) => openMailboxSecret(tx, envelopes, mailboxId));
		expect(secrets).toEqual({ imap: 'elsewhere', smtp: undefined });
		expect((await office.notifications()).map(({ kind }) => kind)).toEqual([
			'mailbox-tested',
			'mailbox-changed',
		]);
	});
});

describe('settings', () => {
	it('of the pace give future slots back; a reversed gap is refused', async () => {
		const { mailboxId, camille } = office;
		await office.watch({});
		const change = (wished: Parameters<typeof changeMailboxSettings>[2]['settings'], actor = camille) =>
			office.tx((tx) => changeMailboxSettings(tx, actor, { mailboxId, settings: wished }));
		const { id } = await office.engaged();
		const plannedAt = new Date((await office.now()).getTime() + 3_600_000);
		await office.tx(({ db }) =>
			db.senderSlot.create({
				data: {
					subscriptionId: office.subscriptionId,
					sendId: id,
					senderId: office.senderId,
					engagementId: id,
					plannedAt,
					isFirstContact: true,
				},
			}),
		);
		const slots = () => office.tx(({ db }) => db.senderSlot.count());
		expect(await change({ displayName: 'Camille' })).toEqual({ fields: ['displayName'] });
		expect(await slots()).toBe(1);
		expect(await change({ displayName: 'Camille', dailyCap: 1_000 })).toEqual({ fields: [] });
		expect(await change({ dailyCap: 20, rampSince: '2026-11-24' })).toEqual({
			fields: ['dailyCap', 'rampSince'],
		});
		expect(await change({ rampSince: '2026-11-24' })).toEqual({ fields: [] });
		expect(await slots()).toBe(0);
		await expect(change({ gapMinSeconds: 90, gapMaxSeconds: 60 })).rejects.toThrow('gap-reversed');
		const stranger: Actor = { ...camille, userId: office.subscriptionId };
		await expect(change({ dailyCap: 2 }, stranger)).rejects.toThrow('not-allowed');
	});

	it('of two people who began from the same ones are brought together; the same one is refused', async () => {
		const { mailboxId, camille, ines } = office;
		const began = { dailyCap: 40, gapMinSeconds: 30, gapMaxSeconds: 300, rampSince: null };
		const save = (actor: Actor, changes: object, base?: object) =>
			office.tx((tx) =>
				changeMailboxSettings(tx, actor, {
					mailboxId,
					settings: { ...began, ...changes },
					base: { ...base },
				}),
			);
		await save(camille, {});
		await save(ines, { dailyCap: 12 }, began);
		await save(camille, { rampSince: '2026-11-24' }, began);
		const { dailyCap, rampSince } = await office.tx(({ db }) =>
			db.sender.findFirstOrThrow({ where: { mailboxId } }),
		);
		expect([dailyCap, rampSince]).toEqual([12, new Date('2026-11-24')]);
		await expect(save(camille, { dailyCap: 20 }, began)).rejects.toThrow('changed-meanwhile');
	});
});

describe('deletion', () => {
	it('asks about live runs, withdraws them, and leaves no secret', async () => {
		const { mailboxId, camille } = office;
		const { id } = await office.engaged();
		const preview = await office.tx((tx) => previewDeletion(tx, camille, mailboxId));
		const remove = (withdraw: boolean) =>
			office.tx((tx) => deleteMailbox(tx, camille, { mailboxId, withdraw }));
		await expect(remove(false)).rejects.toThrow('mailbox-in-use');
		expect(await remove(true)).toEqual({ withdrawn: preview.live });
		expect(await office.run(id)).toMatchObject({ state: 'withdrawn' });
		expect(await office.tx((tx) => openMailboxSecret(tx, envelopes, mailboxId))).toBeUndefined();
		expect(await office.tx((tx) => takeWatch(tx, mailboxId))).toBeUndefined();
		await expect(remove(true)).rejects.toThrow('missing');
		// The address may be connected again.
		expect(await save(camille, await passed(camille))).not.toEqual({ mailboxId });
	});
});

describe('another server', () => {
	const folder = (path: string, specialUse: string | null, usedBy: ListedFolder['usedBy']): ListedFolder => ({
		...{ path, specialUse, usedBy, selectable: true, mails: 1 },
	});
	const INBOX = folder('INBOX', '\\Inbox', 'server');
	const rolesOf = (mailboxId: string) =>
		office.tx(async ({ db }) => {
			const rows = await db.mailboxFolder.findMany({ where: { mailboxId, role: { not: null } } });
			return Object.fromEntries(rows.map(({ role, path }) => [role, path]));
		});
	const list = async (mailboxId: string, ...folders: ListedFolder[]) => {
		const watch = (await office.tx((tx) => takeWatch(tx, mailboxId)))!;
		await office.tx((tx) => recordFolders(tx, watch, folders));
		return watch.chosen;
	};

	it('is listed anew: a folder that was chosen stays where it has it, and what it lacks is detected at once', async () => {
		const { mailboxId } = await save(office.camille, await passed(office.camille));
		await list(
			...([mailboxId, INBOX, folder('Sent', '\\Sent', 'server'), folder('Vieux', null, null)] as const),
			folder('Classement', null, null),
		);
		const choice = { sent: 'Vieux', archive: 'Classement' };
		await office.tx((tx) => chooseFolders(tx, office.ines, { mailboxId, choice }));
		settings.imap.host = 'imap.ailleurs.example';
		settings.smtp.host = 'smtp.ailleurs.example';
		await save(office.camille, await passed(office.camille));
		// What was chosen is asked of the new server too.
		expect(
			await list(
				...([
					mailboxId,
					INBOX,
					folder('Envoyés', '\\Sent', 'server'),
					folder('Classement', '\\Archive', 'person'),
				] as const),
			),
		).toEqual(choice);
		expect(await rolesOf(mailboxId)).toEqual({ inbox: 'INBOX', sent: 'Envoyés', archive: 'Classement' });
		const told = await office.tx(({ db }) =>
			db.event.findMany({ where: { kind: 'mailbox-folder-missing', mailboxId } }),
		);
		expect(told.map(({ data }) => data)).toEqual([{ how: 'found', role: 'sent' }]);
	});
});
