/** What a test of somebody's own mailbox may turn it into. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { Office } from '#tests/environment/office.ts';
import { CONNECTION_CHECKS, type ConnectionSettings } from './connection-settings.ts';
import { endConnectionTest, openConnectionTest, recordCheck } from './run-connection-test.ts';
import { saveMailbox } from './save-mailbox.ts';
import { setMailboxSecret, setSenderSecret } from './set-mailbox-secret.ts';
import { startConnectionTest } from './start-connection-test.ts';
import { keepGrant } from './token-lease.ts';

const envelopes = createEnvelopes(randomBytes(32));
const settings: ConnectionSettings = {
	imap: { host: 'imap.cadrelune.example', port: 993, security: 'tls', user: 'camille' },
	smtp: { host: 'smtp.cadrelune.example', port: 465, security: 'tls', user: 'camille' },
	isShared: false,
};
let office: Office;

beforeAll(async () => {
	office = await Office.open('account-kind');
});
afterAll(() => office.close());

async function pass(testId: string): Promise<void> {
	for (const check of CONNECTION_CHECKS) {
		const found = { check, state: 'ok', milliseconds: 5, details: {} } as const;
		await office.tx((tx) => recordCheck(tx, testId, found));
	}
	await office.tx((tx) => endConnectionTest(tx, testId));
}

it('a responsable makes no colleague’s mailbox a shared one, whose users read its private mails (R-16)', async () => {
	const { mailboxId } = office;
	await office.tx((tx) => setMailboxSecret(tx, envelopes, mailboxId, { imap: 'stored' }));
	const shares = async () => {
		// Nothing is typed: what is stored serves.
		const { testId } = await office.tx((tx) =>
			startConnectionTest(tx, envelopes, office.ines, {
				...{ mailboxId, address: '', settings: { ...settings, isShared: true }, language: 'fr' },
			}),
		);
		await pass(testId);
		await office.tx((tx) => saveMailbox(tx, envelopes, office.ines, { testId }));
	};
	await expect(shares()).rejects.toThrow('mailbox-personal');
	const { kind } = await office.tx(({ db }) => db.sender.findFirstOrThrow({ where: { mailboxId } }));
	expect(kind).toBe('personal');
});

it('another server’s habit of filing what it sends is learned anew', async () => {
	const { mailboxId } = office;
	await office.tx(({ db }) =>
		db.mailbox.updateMany({ where: { id: mailboxId }, data: { filesSent: 'yes' } }),
	);
	const server = (host: string) => ({ ...settings.imap, host });
	const { testId } = await office.tx((tx) =>
		startConnectionTest(tx, envelopes, office.camille, {
			...{ mailboxId, address: '', language: 'fr', secrets: { imap: 'typed' } },
			settings: { ...settings, imap: server('imap.new.example'), smtp: server('smtp.new.example') },
		}),
	);
	await pass(testId);
	await office.tx((tx) => saveMailbox(tx, envelopes, office.camille, { testId }));
	const { filesSent } = await office.tx(({ db }) =>
		db.mailbox.findFirstOrThrow({ where: { id: mailboxId } }),
	);
	expect(filesSent).toBe('auto');
});

it('a password typed for a mailbox that its provider opened is not shown to the server that has its own', async () => {
	const { mailboxId } = office;
	await office.tx(async (tx) => {
		await keepGrant(tx, envelopes, mailboxId, {
			...{ provider: 'google', grant: 'grant', accessToken: 'token', holds: 1_000 },
		});
		await setSenderSecret(tx, envelopes, mailboxId, 'its-own');
		await tx.db.mailbox.updateMany({ where: { id: mailboxId }, data: { imapHost: settings.imap.host } });
		await tx.db.sender.updateMany({
			where: { mailboxId },
			data: { smtpHost: 'smtp.elsewhere.example', smtpPort: 465, smtpSecurity: 'tls', loginName: 'relay' },
		});
	});
	const { testId } = await office.tx((tx) =>
		startConnectionTest(tx, envelopes, office.camille, {
			...{ mailboxId, address: '', language: 'fr', secrets: { imap: 'app-password' } },
			settings: { ...settings, smtp: { ...settings.smtp, host: 'smtp.elsewhere.example', user: 'relay' } },
		}),
	);
	const open = await office.tx((tx) => openConnectionTest(tx, envelopes, testId));
	expect(open?.secrets).toEqual({ imap: 'app-password', smtp: 'its-own' });
});

it('a typed password is shown to no Graph', async () => {
	const { testId } = await office.tx((tx) =>
		startConnectionTest(tx, envelopes, office.camille, {
			...{ mailboxId: office.mailboxId, address: '', language: 'fr' },
			settings: { ...settings, delivery: 'graph' },
			secrets: { imap: 'typed', smtp: 'typed-too' },
		}),
	);
	const open = await office.tx((tx) => openConnectionTest(tx, envelopes, testId));
	expect(open?.settings).toMatchObject({ delivery: 'smtp' });
});
