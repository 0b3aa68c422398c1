import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { startSentImapServer } from '#tests/crash/sent-imap-server.ts';
import type { SentImapServer } from '#tests/crash/sent-imap-server.ts';
import { issueTestCertificate } from '#tests/crash/test-authority.ts';
import { visitSentFolder } from './sent-folder.ts';
import type { AccountAccess } from '#mail/credentials.ts';
import type { MailMark } from './sent-folder.ts';

let imap: SentImapServer;
let policy: NetworkPolicy;
let account: AccountAccess;

beforeAll(async () => {
	const certificate = await issueTestCertificate();
	imap = await startSentImapServer(certificate);
	policy = { kind: 'real', allowedPrivateHosts: ['localhost'], authorities: [certificate.authority] };
	account = {
		host: 'localhost',
		port: imap.port,
		security: 'tls',
		credentials: { kind: 'password', user: 'camille', password: 'secret' },
	};
});
afterAll(() => imap?.close());

const mark = (name: string): MailMark => ({
	messageId: `<${name}@cadrelune.example>`,
	sendId: `send-${name}`,
});
const mail = (headers: string) => Buffer.from(`${headers}\r\nSubject: x\r\n\r\nbody\r\n`);
const holds = (name: string) => visitSentFolder(account, policy, (folder) => folder.holds(mark(name)));

describe('visitSentFolder', () => {
	it('finds a mail by Message-ID, by our header, and by the id that Microsoft keeps of it', async () => {
		imap.file(mail('Message-ID: <a@cadrelune.example>'));
		imap.file(mail('Message-ID: <rewritten@elsewhere.example>\r\nX-Refrain-Send: send-b'));
		imap.file(
			mail('Message-ID: <other@outlook.example>\r\nX-Microsoft-Original-Message-ID: <c@cadrelune.example>'),
		);
		expect(await Promise.all(['a', 'b', 'c', 'd'].map(holds))).toEqual([true, true, true, false]);
	});

	it('files the exact bytes once', async () => {
		const bytes = mail('Message-ID: <filed@cadrelune.example>');
		const before = imap.sent().length;
		const file = () =>
			visitSentFolder(account, policy, (folder) => folder.file(mark('filed'), bytes, new Date()));
		await file();
		await file();
		expect(imap.sent()).toHaveLength(before + 1);
		expect(imap.sent().at(-1)).toBe(bytes.toString('latin1'));
	});

	it.each([
		['login', { credentials: { kind: 'password', user: 'camille', password: 'wrong' } }],
		['connection', { port: 1 }],
		['connection', { host: '127.0.0.1' }],
	] as const)('says %s and nothing more for %j', async (code, change) => {
		const visit = visitSentFolder({ ...account, ...change }, policy, async () => true);
		await expect(visit).rejects.toMatchObject({ name: 'SentFolderUnavailable', code, message: code });
	});
});
