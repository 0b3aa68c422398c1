import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AccountAccess } from '#mail/credentials.ts';
import { parseMail } from '#mail/inbound/parse-mail.ts';
import { startCuttingProxy } from '#tests/mail-servers/cutting-proxy.ts';
import { LONGEST_TEST } from '#tests/environment/patience.ts';
import type { CuttingProxy } from '#tests/mail-servers/cutting-proxy.ts';
import { startDovecot } from '#tests/mail-servers/dovecot.ts';
import type { DovecotServer } from '#tests/mail-servers/dovecot.ts';
import { ImapError } from './imap-error.ts';
import type { ImapSession } from './imap-session.ts';
import { openImap } from './open-imap.ts';
import type { SessionLimits } from './open-imap.ts';

let dovecot: DovecotServer;
let proxy: CuttingProxy;
const open: ImapSession[] = [];
let users = 0;

beforeAll(async () => {
	dovecot = await startDovecot();
	proxy = await startCuttingProxy(dovecot.imapsPort);
});
afterEach(() => {
	proxy.heal();
	for (const session of open.splice(0)) session.close();
});
afterAll(async () => {
	await proxy?.close();
	await dovecot?.stop();
});

/** A user of its own for each test. */
function newAccount(): AccountAccess {
	const user = `user${++users}@cadrelune.example`;
	dovecot.addUser(user, 'secret');
	return {
		host: 'localhost',
		port: proxy.port,
		security: 'tls',
		credentials: { kind: 'password', user, password: 'secret' },
	};
}
const withPassword = (account: AccountAccess, password: string): AccountAccess => ({
	...account,
	credentials: { kind: 'password', user: account.credentials.user, password },
});
const enter = async (account: AccountAccess, limits: Partial<SessionLimits> = {}) => {
	const session = await openImap(account, dovecot.policy, limits);
	open.push(session);
	return session;
};
const codeOf = (work: Promise<unknown>) =>
	work.then(
		() => 'no failure',
		(error) => (error instanceof ImapError ? error.code : String(error)),
	);
const mail = (subject: string, body = 'bonjour') =>
	`From: x@y.example\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@y.example>\r\n\r\n${body}\r\n`;

describe('opening', () => {
	it('logs in over TLS and over STARTTLS', async () => {
		const account = newAccount();
		expect((await enter(account)).tlsVersion).toBe('TLSv1.3');
		const starttls = { ...account, port: dovecot.starttlsPort, security: 'starttls' as const };
		expect((await enter(starttls)).offersIdle).toBe(true);
	});

	it('a refused password is told apart and leaves no connection', async () => {
		const account = newAccount();
		expect(await codeOf(openImap(withPassword(account, 'wrong'), dovecot.policy))).toBe('auth-refused');
		await expect.poll(() => proxy.open).toBe(0);
	});

	it('a token signs in by the provider’s way, and a refused one is told apart and leaves no connection', async () => {
		// This Dovecot takes as a token what it keeps as the user's password.
		const account = newAccount();
		const by = (accessToken: string): AccountAccess => ({
			...account,
			credentials: { kind: 'oauth', user: account.credentials.user, accessToken },
		});
		expect((await enter(by('secret'))).tlsVersion).toBe('TLSv1.3');
		const before = proxy.open;
		expect(await codeOf(openImap(by('stale'), dovecot.policy))).toBe('auth-refused');
		await expect.poll(() => proxy.open).toBe(before);
	});

	it('knows a changed password at the next login', async () => {
		const account = newAccount();
		(await enter(account)).close();
		await dovecot.changePassword(account.credentials.user, 'another');
		expect(await codeOf(openImap(account, dovecot.policy))).toBe('auth-refused');
		await enter(withPassword(account, 'another'));
	});

	it.each<[string, Partial<AccountAccess>, string]>([
		['TLS spoken to a port without', { port: -1 }, 'tls-not-spoken'],
		['STARTTLS asked of an implicit TLS port', { security: 'starttls' }, 'no-greeting'],
		['nobody there', { port: 1 }, 'tcp-refused'],
		['a name that does not exist', { host: 'nowhere.invalid' }, 'dns-unknown'],
	])('%s', async (_, change, code) => {
		const port = change.port === -1 ? dovecot.starttlsPort : (change.port ?? proxy.port);
		const account = { ...newAccount(), ...change, port };
		expect(await codeOf(openImap(account, dovecot.policy, { greetWithin: 300 }))).toBe(code);
	});

	it('trusts no unknown authority and no private host', async () => {
		const account = newAccount();
		expect(await codeOf(openImap(account, { kind: 'real', allowedPrivateHosts: ['localhost'] }))).toBe(
			'tls-certificate',
		);
		expect(await codeOf(openImap(account, { kind: 'real', allowedPrivateHosts: [] }))).toBe('host-refused');
	});
});

describe('reading', () => {
	it('lists folders with their use', async () => {
		const folders = await (await enter(newAccount())).folders();
		expect(Object.fromEntries(folders.map(({ path, specialUse }) => [path, specialUse]))).toMatchObject({
			INBOX: '\\Inbox',
			Sent: '\\Sent',
			Junk: '\\Junk',
			Drafts: '\\Drafts',
			Trash: '\\Trash',
		});
	});

	it('answers only what came after the cursor', async () => {
		const account = newAccount();
		for (const subject of ['one', 'two', 'three'])
			await dovecot.deliver(account.credentials.user, mail(subject));
		const session = await enter(account);
		await session.open('INBOX');
		expect(await session.uidsAfter(1)).toEqual([2, 3]);
		expect(await session.uidsAfter(3)).toEqual([]);
		const [head] = await session.heads([2]);
		expect(head!.head.toString()).toContain('Subject: two');
		expect((await parseMail((await session.mail(head!))!)).text).toBe('bonjour');
	});

	it('a mail that vanished is missing, not a failure', async () => {
		const account = newAccount();
		await dovecot.deliver(account.credentials.user, mail('one'));
		const session = await enter(account);
		await session.open('INBOX');
		const [head] = await session.heads([1, 7]);
		await dovecot.doveadm('expunge', '-u', account.credentials.user, 'mailbox', 'INBOX', 'ALL');
		expect(await session.mail(head!)).toBeUndefined();
		expect(await session.heads([1])).toEqual([]);
	});

	it('shows another UIDVALIDITY', async () => {
		const account = newAccount();
		await dovecot.deliver(account.credentials.user, mail('one'));
		const session = await enter(account);
		const before = await session.status('INBOX');
		await dovecot.changeUidValidity(account.credentials.user, 'INBOX', 1_234_567_890);
		await expect.poll(async () => (await session.status('INBOX')).uidValidity).toBe(1_234_567_890n);
		expect(before.uidValidity).not.toBe(1_234_567_890n);
	});

	it('reads of a large mail its texts only', async () => {
		const account = newAccount();
		const large = [
			'From: x@y.example',
			'Subject: large',
			'Content-Type: multipart/mixed; boundary=b',
			'',
			'--b',
			'Content-Type: text/plain; charset=utf-8',
			'Content-Transfer-Encoding: quoted-printable',
			'',
			'r=C3=A9pondu',
			'--b',
			'Content-Type: application/octet-stream',
			'Content-Disposition: attachment; filename=big.bin',
			'',
			'x'.repeat(70).concat('\r\n').repeat(30_000),
			'--b--',
		].join('\r\n');
		await dovecot.deliver(account.credentials.user, large);
		await dovecot.deliver(
			account.credentials.user,
			`From: x@y.example\r\nSubject: long\r\n\r\n${'bonjour\r\n'.repeat(200_000)}`,
		);
		const session = await enter(account);
		await session.open('INBOX');
		const [first, second] = await session.heads([1, 2]);
		const bytes = (await session.mail(first!))!;
		expect(bytes.length).toBeLessThan(2_000);
		expect(await parseMail(bytes)).toMatchObject({ text: 'répondu', subject: 'large' });
		expect((await parseMail((await session.mail(second!))!)).text.startsWith('bonjour')).toBe(true);
	});

	it('passes 20,000 old mails by', async () => {
		const account = newAccount();
		await dovecot.fill(
			account.credentials.user,
			Array.from({ length: 20_000 }, (_, n) => `Subject: old ${n}\nMessage-ID: <old${n}@y.example>\n\nx\n`),
		);
		const session = await enter(account);
		const { uidNext } = await session.status('INBOX');
		await session.open('INBOX');
		await dovecot.deliver(account.credentials.user, mail('fresh'));
		await session.waitForNews(LONGEST_TEST);
		expect(await session.uidsAfter(uidNext - 1)).toHaveLength(1);
	});
});

describe('waiting', () => {
	it('hears of new mail while it waits', async () => {
		const account = newAccount();
		const session = await enter(account);
		await session.open('INBOX');
		const waited = session.waitForNews(LONGEST_TEST);
		await dovecot.deliver(account.credentials.user, mail('one'));
		await waited;
		expect(await session.uidsAfter(0)).toEqual([1]);
	});

	it('does not miss what came between two commands', async () => {
		const account = newAccount();
		const session = await enter(account);
		await session.open('INBOX');
		await session.uidsAfter(0);
		await dovecot.deliver(account.credentials.user, mail('one'));
		await session.status('Sent');
		await session.waitForNews(LONGEST_TEST);
	});

	it('stops at a signal, and the connection serves on', async () => {
		const session = await enter(newAccount());
		await session.open('INBOX');
		const stop = new AbortController();
		setTimeout(() => stop.abort(), 50);
		await session.waitForNews(LONGEST_TEST, stop.signal);
		await session.status('INBOX');
	});

	it('a cut shows at once, while waiting and before the next command', async () => {
		const session = await enter(newAccount());
		await session.open('INBOX');
		const waited = codeOf(session.waitForNews(LONGEST_TEST));
		proxy.cut();
		expect(await waited).toBe('connection-lost');
		expect(await codeOf(session.status('INBOX'))).toBe('connection-lost');
	});

	it('a line that went dead shows at the next command', async () => {
		const session = await enter(newAccount(), { answerWithin: 500 });
		await session.open('INBOX');
		proxy.stall();
		await session.waitForNews(100);
		expect(await codeOf(session.status('INBOX'))).toMatch(/server-silent|connection-lost/);
	});

	it('a server that ends is a lost connection', async () => {
		const account = newAccount();
		const session = await enter(account);
		await session.open('INBOX');
		const waited = codeOf(session.waitForNews(LONGEST_TEST));
		await dovecot.kick(account.credentials.user);
		expect(await waited).toBe('connection-lost');
	});
});

describe('filing', () => {
	const sendId = '0193f0aa-7c11-5a2e-9d0e-3f2b7f0e1a2b';
	it('files once and finds it by id and by our header', async () => {
		const session = await enter(newAccount());
		const mark = { messageId: '<ours@cadrelune.example>', sendId };
		const bytes = Buffer.from(`Message-ID: ${mark.messageId}\r\nX-Refrain-Send: ${sendId}\r\n\r\nx\r\n`);
		expect(await session.holds('Sent', mark)).toBe(false);
		await session.file('Sent', mark, bytes, new Date());
		await session.file('Sent', mark, bytes, new Date());
		expect((await session.status('Sent')).uidNext).toBe(2);
		expect(await session.holds('Sent', { ...mark, messageId: '<other@x.example>' })).toBe(true);
		expect(await session.holds('Sent', { messageId: '<other@x.example>', sendId: 'other' })).toBe(false);
	});

	it('a missing folder has a code of its own', async () => {
		const session = await enter(newAccount());
		expect(await codeOf(session.open('Nowhere'))).toBe('folder-missing');
		expect(await codeOf(session.status('Nowhere'))).toBe('folder-missing');
	});
});
