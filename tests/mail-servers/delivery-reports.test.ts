import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openImap } from '#mail/imap/open-imap.ts';
import { classify } from '#mail/inbound/classify.ts';
import { cluesOf } from '#mail/inbound/match.ts';
import { parseMail } from '#mail/inbound/parse-mail.ts';
import { startDovecot } from './dovecot.ts';
import type { DovecotServer } from './dovecot.ts';
import { startPostfix } from './postfix.ts';
import type { PostfixServer } from './postfix.ts';

const user = 'camille@cadrelune.example';
const sends = {
	unknown: '0193f0aa-7c11-5a2e-9d0e-3f2b7f0e1a01',
	full: '0193f0aa-7c11-5a2e-9d0e-3f2b7f0e1a02',
	spam: '0193f0aa-7c11-5a2e-9d0e-3f2b7f0e1a03',
};
/** As a place of an issue has it in its own return address. */
const TICKET = 'abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnop';
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

it('the reports that Postfix really writes say what happened, to which send or by which return address', async () => {
	const transport = createTransport({
		host: '127.0.0.1',
		port: postfix.smtpsPort,
		secure: true,
		tls: { ca: postfix.authority },
		auth: { user, pass: 'secret' },
	});
	for (const [local, id] of Object.entries(sends)) {
		const recipient = `${local}@reject.example`;
		await transport.sendMail({
			from: user,
			to: recipient,
			subject: local,
			text: 'Bonjour',
			messageId: `<${id.replaceAll('-', '')}@cadrelune.example>`,
			headers: { 'X-Refrain-Send': id },
			dsn: { id, return: 'headers', notify: ['failure', 'delay'], recipient },
		});
	}
	await transport.sendMail({
		envelope: { from: `camille+${TICKET}@cadrelune.example`, to: 'unknown@reject.example' },
		...{ from: user, to: 'unknown@reject.example', subject: 'verp', text: 'Bonjour' },
		messageId: '<of-a-place@cadrelune.example>',
	});
	transport.close();
	const account = {
		host: 'localhost',
		port: dovecot.imapsPort,
		security: 'tls',
		credentials: { kind: 'password', user, password: 'secret' },
	} as const;
	const session = await openImap(account, dovecot.policy);
	await session.open('INBOX');
	await expect.poll(() => session.uidsAfter(0)).toHaveLength(4);
	const read = await Promise.all(
		(await session.heads([1, 2, 3, 4])).map(async (head) => {
			const mail = await parseMail((await session.mail(head))!);
			const { kind, status, report } = classify(mail, { receivedAt: head.receivedAt, zone: 'Europe/Paris' });
			const clues = cluesOf(mail, report);
			return {
				kind,
				status,
				sendIds: clues.reportedSendIds,
				ids: clues.reportedIds,
				about: clues.reportedAddresses,
				tickets: clues.plusTickets,
			};
		}),
	);
	await session.leave();
	const expected = [
		['unknown', 'bounce-hard', '5.1.1'],
		['full', 'bounce-soft', '5.2.2'],
		['spam', 'bounce-soft', '5.7.1'],
	] as const;
	const [returned, ...others] = read.toSorted((one, other) => other.tickets.length - one.tickets.length);
	expect(returned).toMatchObject({ kind: 'bounce-hard', sendIds: [], tickets: [TICKET] });
	expect(others).toHaveLength(expected.length);
	expect(others).toEqual(
		expect.arrayContaining(
			expected.map(([local, kind, status]) => ({
				kind,
				status,
				sendIds: [sends[local]],
				ids: [`${sends[local].replaceAll('-', '')}@cadrelune.example`],
				about: [`${local}@reject.example`],
				tickets: [],
			})),
		),
	);
});
