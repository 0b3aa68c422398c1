import { afterAll, beforeAll, expect, it } from 'vitest';
import { newsletterLimits } from '#platform/newsletter-limits.ts';
import { openImap } from '#mail/imap/open-imap.ts';
import { parseHead } from '#mail/inbound/parse-head.ts';
import { oneLine } from '#mail/mime/one-line.ts';
import { takeClocks } from '#mail/relay/armed.ts';
import { compileMail } from '#mail/relay/compile-mail.ts';
import { fillMail } from '#mail/relay/fill-mail.ts';
import { openRelayPool } from '#mail/relay/open-relay-pool.ts';
import { relayProfileOf } from '#mail/relay/profiles.ts';
import type { RelayOutcome } from '#mail/relay/relay-mail.ts';
import { startDovecot } from './dovecot.ts';
import type { DovecotServer } from './dovecot.ts';
import { startPostfix } from './postfix.ts';
import type { PostfixServer } from './postfix.ts';

const RECIPIENTS = 2_000;
const user = 'camille@cadrelune.example';
let dovecot: DovecotServer;
let postfix: PostfixServer;

beforeAll(async () => {
	dovecot = await startDovecot();
	dovecot.addUser(user, 'secret');
	postfix = await startPostfix(dovecot, 'cadrelune.example');
});
afterAll(async () => {
	await postfix?.stop();
	await dovecot?.stop();
});

const compiled = compileMail({
	seed: 'issue',
	fields: [
		{ name: 'From', kind: 'party', party: ['L’atelier'], address: [user] },
		{ name: 'To', kind: 'party', party: [{ slot: 'name' }], address: [user] },
		{ name: 'Subject', kind: 'text', value: ['Bonjour ', { slot: 'name' }] },
		{ name: 'Message-ID', kind: 'tokens', value: ['<p', { slot: 'place' }, '@cadrelune.example>'] },
	],
	html: ['<p>Bonjour ', { slot: 'name' }, '</p>', '<p>La lettre.</p>\n'.repeat(500)],
	text: ['Bonjour\n', { slot: 'name' }, '\n.\nLa lettre.\n'],
});

it('a real Postfix takes a newsletter over TLS and STARTTLS, and everybody gets it once', async () => {
	const names = ['Élise', '.\r\n.dot', 'Zoë = 1', '“Anne” <b>', 'x'.repeat(200)];
	const outcomes = new Map<number, RelayOutcome>();
	let place = 0;
	const halves = [
		{ port: postfix.smtpsPort, security: 'tls' as const },
		{ port: postfix.submissionPort, security: 'starttls' as const },
	];
	for (const [half, { port, security }] of halves.entries()) {
		const pool = openRelayPool({
			server: { host: 'localhost', port, security },
			policy: {
				kind: 'sandbox',
				host: 'localhost',
				address: '127.0.0.1',
				ports: [port],
				authority: postfix.authority,
			},
			credentials: { kind: 'password', user, password: 'secret' },
			clientName: 'cadrelune.example',
			profile: { ...relayProfileOf('mail.cadrelune.example', 'postfix'), mailsAConnection: 100 },
		});
		const windows: Promise<void>[] = [];
		for (const until = ((half + 1) * RECIPIENTS) / halves.length; place < until;) {
			const room = await pool.room(newsletterLimits.windowAtMost);
			expect(pool.halt).toBeUndefined();
			const first = place;
			const mails = Array.from({ length: Math.min(room, until - place) }, () => {
				const name = names[place % names.length]!;
				const bytes = fillMail(compiled, { name, place: String(place++) });
				const mail = { from: user, to: user, envelopeId: `e${place}`, bytes };
				return () => mail;
			});
			const settled = (index: number, outcome: RelayOutcome) => void outcomes.set(first + index, outcome);
			windows.push(pool.send({ armed: takeClocks(), mails, settled }, room));
		}
		await Promise.all(windows);
		await pool.close();
	}
	expect([...outcomes.values()].filter(({ state }) => state !== 'accepted')).toEqual([]);
	expect(outcomes.size).toBe(RECIPIENTS);

	const account = {
		host: 'localhost',
		port: dovecot.imapsPort,
		security: 'tls',
		credentials: { kind: 'password', user, password: 'secret' },
	} as const;
	const session = await openImap(account, dovecot.policy);
	await session.open('INBOX');
	await expect.poll(() => session.uidsAfter(0)).toHaveLength(RECIPIENTS);
	const heads = await session.heads(await session.uidsAfter(0));
	const ids = heads.map(({ head }) => {
		const { messageId, subject } = parseHead(head);
		const number = Number(/p(\d+)@/.exec(messageId!)![1]);
		expect(subject).toBe(`Bonjour ${oneLine(names[number % names.length]!)}`);
		return number;
	});
	expect(ids.toSorted((one, other) => one - other)).toEqual(
		Array.from({ length: RECIPIENTS }, (_, at) => at),
	);
	await session.leave();
});

it('a password that the relay refuses is one reason, and nothing is armed', async () => {
	const pool = openRelayPool({
		server: { host: 'localhost', port: postfix.smtpsPort, security: 'tls' },
		policy: {
			kind: 'sandbox',
			host: 'localhost',
			address: '127.0.0.1',
			ports: [postfix.smtpsPort],
			authority: postfix.authority,
		},
		credentials: { kind: 'password', user, password: 'wrong' },
		clientName: 'cadrelune.example',
		profile: relayProfileOf('mail.cadrelune.example'),
	});
	expect(await pool.room(newsletterLimits.windowAtMost)).toBe(0);
	expect(pool.halt?.fault).toMatchObject({ code: 'auth-refused', matter: 'mailbox' });
	await pool.close();
});
