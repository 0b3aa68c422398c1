import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { ImapFlow } from 'imapflow';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startDovecot, type DovecotServer } from '#tests/mail-servers/dovecot.ts';
import { fetchFields } from './fetch-fields.ts';
import { takeResponses } from './imapflow-internals.ts';

let dovecot: DovecotServer;
const open: { close(): void }[] = [];
beforeAll(async () => {
	dovecot = await startDovecot();
});
afterEach(() => {
	for (const one of open.splice(0)) one.close();
});
afterAll(() => dovecot?.stop());

const FIELDS = ['from', 'message-id'];
const mail = (place: number) =>
	`From: x${place}@y.example\r\nSubject: x\r\nMessage-ID:\r\n <${place}@y.example>\r\n\r\nbonjour\r\n`;

async function enter(where: { port: number; secure: boolean }): Promise<ImapFlow> {
	const client = new ImapFlow({
		host: '127.0.0.1',
		...where,
		doSTARTTLS: false,
		tls: { ca: dovecot.authority },
		auth: { user: 'camille@cadrelune.example', pass: 'secret' },
		logger: false,
		disableAutoIdle: true,
	});
	client.on('error', () => {});
	await client.connect();
	open.push(client);
	await client.mailboxOpen('INBOX', { readOnly: true });
	return client;
}

it('what Dovecot answers is taken before the library reads it, and says the same', async () => {
	dovecot.addUser('camille@cadrelune.example', 'secret');
	await dovecot.fill('camille@cadrelune.example', [1, 2, 3, 4].map(mail));
	const client = await enter({ port: dovecot.imapsPort, secure: true });
	const byLibrary: string[] = [];
	const query = { uid: true, headers: FIELDS };
	for await (const { headers } of client.fetch('1:2,4', query, { uid: true }))
		byLibrary.push(String(headers));
	expect(byLibrary[0]).toBe('From: x1@y.example\r\nMessage-ID:\r\n <1@y.example>\r\n\r\n');

	const fetching = fetchFields(client, [1, 2, 4], FIELDS, 1_000);
	// Whoever looks after it sees what it left: the line that ends the command.
	const left: string[] = [];
	const stop = takeResponses(client, ({ payload }) => {
		left.push(payload.toString('latin1'));
		return false;
	});
	const found = await fetching;
	stop();
	expect(found.map(({ uid }) => uid)).toEqual([1, 2, 4]);
	expect(found.map(({ head }) => String(head))).toEqual(byLibrary);
	expect(left).toEqual([expect.stringMatching(/^\S+ OK /)]);
});

it('what is written in another way is left to the library, and nothing of it is missing', async () => {
	const port = await serve([
		'* 1 FETCH (UID 1 BODY[HEADER.FIELDS (FROM MESSAGE-ID)] {13}\r\nFrom: a@b.c\r\n)',
		'* 2 FETCH (BODY[HEADER.FIELDS ("FROM" "MESSAGE-ID")] {13}\r\nFrom: b@b.c\r\n UID 2)',
		'* 3 FETCH (UID 3 FLAGS (\\Seen) BODY[HEADER.FIELDS (FROM MESSAGE-ID)] "From: c@b.c")',
		'* 4 FETCH (UID 4 MODSEQ (12) BODY[HEADER.FIELDS (FROM MESSAGE-ID)] {13}\r\nFrom: d@b.c\r\n)',
		'* 3 FETCH (FLAGS (\\Seen))',
		'* 9 FETCH (UID 9 BODY[HEADER.FIELDS (FROM MESSAGE-ID)] {13}\r\nFrom: e@b.c\r\n)',
	]);
	const found = await fetchFields(await enter({ port, secure: false }), [1, 2, 3, 4], FIELDS, 11);
	const said = found.map(({ uid, head }) => `${uid} ${String(head)}`).sort();
	expect(said).toEqual(['1 From: a@b.c', '2 From: b@b.c', '3 From: c@b.c', '4 From: d@b.c']);
});

it('a mail without such a field has an empty head, one whose header is not answered none', async () => {
	const port = await serve([
		'* 1 FETCH (UID 1 BODY[HEADER.FIELDS (MESSAGE-ID)] "")',
		'* 2 FETCH (UID 2 BODY[HEADER.FIELDS (MESSAGE-ID)] {0}\r\n)',
		'* 3 FETCH (UID 3 BODY[HEADER.FIELDS (MESSAGE-ID)] NIL)',
		'* 4 FETCH (UID 4 BODY[HEADER.FIELDS (MESSAGE-ID)] {2}\r\n\r\n)',
		'* 5 FETCH (BODY[HEADER.FIELDS (Message-Id)] "Message-ID: <\\"a\\"@b.c>" UID 5)',
	]);
	const found = await fetchFields(await enter({ port, secure: false }), [1, 2, 3, 4, 5], ['message-id'], 99);
	const said = found.map(({ uid, head }) => `${uid} ${String(head).trim()}`).sort();
	expect(said).toEqual(['1 ', '2 ', '4 ', '5 Message-ID: <"a"@b.c>']);
});

/** A server that answers every FETCH with these lines. */
async function serve(answers: readonly string[]): Promise<number> {
	const server = createServer((socket) => {
		socket.on('error', () => {});
		socket.write('* OK [CAPABILITY IMAP4rev1] ready\r\n');
		let line = '';
		socket.on('data', (bytes) => {
			line += bytes.toString('latin1');
			for (let end = line.indexOf('\r\n'); end >= 0; end = line.indexOf('\r\n')) {
				const [tag, ...words] = line.slice(0, end).split(' ');
				line = line.slice(end + 2);
				if (words.join(' ').startsWith('UID FETCH')) socket.write(`${answers.join('\r\n')}\r\n`);
				if (words[0] === 'CAPABILITY') socket.write('* CAPABILITY IMAP4rev1\r\n');
				if (words[0] === 'LIST') socket.write('* LIST () "/" INBOX\r\n');
				if (words[0] === 'EXAMINE') socket.write('* 9 EXISTS\r\n* OK [UIDVALIDITY 7] is\r\n');
				socket.write(`${tag} OK done\r\n`);
			}
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	open.push(server);
	return (server.address() as AddressInfo).port;
}
