/** Whose mail is read, on a server that shows other people's too (RFC 2342), and on one whose UIDs mean nothing. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { watchMailbox } from '#activities/mailbox/watch-mailbox.ts';
import { setMailboxSecret } from '#domain/mailboxes/set-mailbox-secret.ts';
import { CONNECTION_CHECKS } from '#domain/mailboxes/connection-settings.ts';
import { checkConnection } from '#mail/connection/checks.ts';
import { openImap } from '#mail/imap/open-imap.ts';
import { createMailReader } from '#mail/inbound/threads/mail-reader.ts';
import { visitSentFolder } from '#mail/sent/sent-folder.ts';
import { readingLimits } from '#platform/limits.ts';
import { createLogger } from '#platform/logging.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { aKeyRing } from '#tests/environment/a-key-ring.ts';
import { LONGEST_TEST } from '#tests/environment/patience.ts';
import { Office } from '#tests/environment/office.ts';
import { startDovecot, type DovecotServer } from './dovecot.ts';
import { startServerWithoutUidValidity, type ServerWithoutUidValidity } from './imap-without-uidvalidity.ts';

let dovecot: DovecotServer;
let forgetful: ServerWithoutUidValidity;
const camille = 'camille@cadrelune.example';
const anne = 'anne@cadrelune.example';
const credentials = { kind: 'password', user: camille, password: 'secret' } as const;
const account = () => ({ host: 'localhost', port: dovecot.imapsPort, security: 'tls' as const, credentials });

beforeAll(async () => {
	dovecot = await startDovecot({ shares: true });
	for (const user of [camille, anne]) dovecot.addUser(user, 'secret');
	forgetful = await startServerWithoutUidValidity();
	// Anne opens all she has to Camille; everybody may read the public folder.
	for (const folder of ['INBOX', 'Sent', 'Clients']) {
		if (folder === 'Clients') await dovecot.doveadm('mailbox', 'create', '-u', anne, folder);
		await dovecot.doveadm('acl', 'set', '-u', anne, folder, `user=${camille}`, 'lookup', 'read');
	}
	await dovecot.doveadm('mailbox', 'create', '-u', anne, 'Public/Ventes');
});
afterAll(async () => {
	await dovecot?.stop();
	await forgetful?.close();
});

it('the server shows folders of others, and only one’s own are read', async () => {
	const shown = (await dovecot.doveadm('mailbox', 'list', '-u', camille)).split('\n');
	expect(shown).toEqual(expect.arrayContaining([`Others/${anne}/Clients`, 'Public/Ventes']));
	const session = await openImap(account(), dovecot.policy);
	const paths = (await session.folders()).map(({ path }) => path).sort();
	session.close();
	expect(paths).toEqual(['Drafts', 'INBOX', 'Junk', 'Sent', 'Trash']);
});

it('what is sent is filed in one’s own Sent', async () => {
	const mark = { messageId: `<${randomUUID()}@cadrelune.example>`, sendId: randomUUID() };
	const bytes = Buffer.from(`Message-ID: ${mark.messageId}\r\n\r\nBonjour`);
	await visitSentFolder(account(), dovecot.policy, (sent) => sent.file(mark, bytes, new Date()));
	const held = (user: string) => dovecot.doveadm('search', '-u', user, 'mailbox', 'Sent', 'all');
	expect((await held(camille)).trim()).not.toBe('');
	expect((await held(anne)).trim()).toBe('');
});

it('a server without UIDVALIDITY is refused by the connection test, with a sentence of its own', async () => {
	const server = { host: 'localhost', port: forgetful.port, security: 'tls' as const };
	const results = [];
	const settings = {
		address: camille,
		ownerAddress: camille,
		imap: server,
		smtp: server,
		imapCredentials: credentials,
		smtpCredentials: credentials,
	};
	const checks = CONNECTION_CHECKS.filter((check) => check !== 'round-trip' && !check.endsWith('smtp'));
	for await (const result of checkConnection(checks, settings, forgetful.policy, { subject: '', text: '' }))
		results.push(result);
	expect(results.find(({ state }) => state === 'failed')).toMatchObject({
		check: 'inbox',
		code: 'uids-not-kept',
	});
});

it('a mailbox on such a server is lost with that sentence, and reads nothing', async () => {
	const office = await Office.open('whose-folders');
	const envelopes = createEnvelopes(randomBytes(32));
	const reader = createMailReader(readingLimits);
	await office.tx(async (tx) => {
		await tx.db.mailbox.updateMany({
			where: { id: office.mailboxId },
			data: { imapHost: 'localhost', imapPort: forgetful.port, loginName: camille },
		});
		await setMailboxSecret(tx, envelopes, office.mailboxId, { imap: 'secret' });
	});
	const look = await watchMailbox(
		{
			signInProviders: new Map(),
			unsubscribeKeys: aKeyRing(),
			database: office.database,
			envelopes,
			config: { watch: { slots: 1, heartbeat: 1_000, proofFresh: 3 * LONGEST_TEST } },
			policy: forgetful.policy,
			reader,
			logger: createLogger('test', { level: 'silent' }),
		},
		{ subscriptionId: office.subscriptionId, id: office.mailboxId },
		new AbortController().signal,
	);
	expect(look).toMatchObject({ reason: 'mailbox-lost' });
	const row = await office.tx(({ db }) => db.mailbox.findFirstOrThrow({ where: { id: office.mailboxId } }));
	expect(row).toMatchObject({ state: 'lost', errorCode: 'uids-not-kept' });
	expect(forgetful.asked).not.toContain('FETCH');
	await reader.close();
	await office.close();
});
