import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import { SHOWN_IN_PART, type FollowedMail, type MailPlace } from '#domain/mailboxes/deletions/weigh-sight.ts';
import type { ImapSession } from '#mail/imap/imap-session.ts';
import { openImap } from '#mail/imap/open-imap.ts';
import { startDovecot, type DovecotServer } from '#tests/mail-servers/dovecot.ts';
import { lookThroughFolders } from './look-through-folders.ts';

let dovecot: DovecotServer;
let gmail: DovecotServer;
let user: string;
beforeAll(async () => {
	dovecot = await startDovecot();
	gmail = await startDovecot({ labels: true });
});
afterAll(async () => {
	await dovecot?.stop();
	await gmail?.stop();
});
beforeEach(() => {
	user = `camille-${randomUUID()}@cadrelune.example`;
	for (const server of [dovecot, gmail]) server.addUser(user, 'secret');
});

const mail = (id: string) => `From: a@b.example\r\nMessage-ID: <${id}@x.example>\r\n\r\nMerci\r\n`;
const enter = ({ imapsPort, policy }: DovecotServer) =>
	openImap(
		{
			...{ host: 'localhost', port: imapsPort, security: 'tls' },
			credentials: { kind: 'password', user, password: 'secret' },
		},
		policy,
	);
const followed = (id: string, stored: MailPlace, last: MailPlace | null = null): FollowedMail => ({
	...{ messageId: id, key: `${id}@x.example`, stored, last },
	receivedAt: new Date(0),
	...{ isMissing: false, isSought: true },
});

async function look(
	server: DovecotServer,
	of: (inbox: bigint) => readonly FollowedMail[],
	through = (session: ImapSession) => session,
) {
	const session = through(await enter(server));
	try {
		const night = lookThroughFolders(session, of(await session.openAnew('INBOX')));
		for (;;) {
			const step = await night.next();
			if (step.done) return step.value;
		}
	} finally {
		session.close();
	}
}

it('finds no mail of an account before this one where another mail has the same UID', async () => {
	await dovecot.fill(user, [mail('other'), mail('own')]);
	const { found } = await look(dovecot, (uidValidity) => [
		followed('before', { folder: 'INBOX', uidValidity, uid: 1 }),
		followed('own', { folder: 'INBOX', uidValidity, uid: 2 }),
	]);
	expect([...found.keys()]).toEqual(['own']);
});

/** A session in which the server says nothing of the header of one mail, as of one whose file it cannot read. */
const silentOf = (silent: number) => (session: ImapSession) =>
	new Proxy(session, {
		get(target, name) {
			if (name === 'glances')
				return async (...asked: Parameters<ImapSession['glances']>) =>
					(await target.glances(...asked)).filter(({ uid }) => uid !== silent);
			const part: unknown = Reflect.get(target, name, target);
			return typeof part === 'function' ? (part.bind(target) as unknown) : part;
		},
	});

it('proves nothing where a server says of a mail that is there not what it is', async () => {
	await dovecot.fill(user, [mail('moved'), mail('other')]);
	const moved = (uidValidity: bigint) => {
		const before = { folder: 'INBOX', uidValidity, uid: 99 };
		return [followed('moved', before, before)];
	};
	expect((await look(dovecot, moved)).found.get('moved')).toMatchObject({ uid: 1 });
	await expect(look(dovecot, moved, silentOf(1))).rejects.toMatchObject({ code: 'command-refused' });
});

it('proves nothing at Gmail where one of the folders is hidden in which mails lie that were archived, or thrown away', async () => {
	await gmail.fill(user, [mail('kept')]);
	await expect(look(gmail, () => [])).rejects.toMatchObject({ code: 'folder-missing' });
	await gmail.doveadm('mailbox', 'create', '-u', user, 'All');
	expect([...(await look(gmail, () => [])).folders.keys()]).toContain('All');
});

it('says since when a folder of all mails shows them, where it may show its newest alone', async () => {
	const all = Array.from({ length: SHOWN_IN_PART }, (_, place) => mail(`m${place}`));
	await dovecot.fill(user, all.slice(1));
	await dovecot.doveadm('mailbox', 'create', '-u', user, 'All');
	await dovecot.doveadm('copy', '-u', user, 'All', 'mailbox', 'INBOX', 'ALL');
	expect((await look(dovecot, () => [])).shownSince).toBeNull();
	await dovecot.deliver(user, mail('last'));
	await dovecot.doveadm(
		'copy',
		'-u',
		user,
		'All',
		'mailbox',
		'INBOX',
		'HEADER',
		'Message-ID',
		'<last@x.example>',
	);
	const { shownSince } = await look(dovecot, () => []);
	expect(shownSince!.getUTCFullYear()).toBe(2017);
});
