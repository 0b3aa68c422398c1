import { expect, it } from 'vitest';
import type { MailboxLine } from '#domain/mailboxes/show/list-mailboxes.ts';
import { fieldsOf, fieldsToFillAgain, secretsOf, type AccountFields } from './account.ts';

const server = { host: 'imap.cadrelune.example', port: 993, security: 'tls', user: 'camille' };
const mailbox = {
	imap: server,
	smtp: { ...server, host: 'smtp.cadrelune.example', port: 465 },
} as MailboxLine;

it.each<[string, Partial<AccountFields>, string[]]>([
	['as it was saved', {}, []],
	['its host in capitals', { imapHost: 'IMAP.cadrelune.example ' }, []],
	['the incoming server', { imapHost: 'imap.elsewhere.example' }, ['imap']],
	['the outgoing port, one password for both', { smtpPort: '587' }, ['imap']],
	['the outgoing server, a password of its own', { smtpPort: '587', sameCredentials: false }, ['smtp']],
	['the login', { login: 'ines' }, ['imap']],
	['typed', { login: 'ines', password: 'typed' }, []],
	['typed for the outgoing server', { smtpPort: '587', sameCredentials: false, smtpPassword: 'typed' }, []],
	['typed where the field is hidden', { smtpPort: '587', smtpPassword: 'typed' }, ['imap']],
])('asks for a password again as soon as it is another server: %s', (_, typed, again) => {
	expect(fieldsToFillAgain(mailbox, { ...fieldsOf(mailbox, ''), ...typed })).toEqual(again);
});

it('has nothing to ask again of a new mailbox', () => {
	expect(fieldsToFillAgain(null, fieldsOf(null, 'camille@cadrelune.example'))).toEqual([]);
});

it('sends what was typed and nothing else', () => {
	const fields = { ...fieldsOf(mailbox, ''), smtpPassword: 'other' };
	expect(secretsOf(fields)).toEqual({});
	expect(secretsOf({ ...fields, sameCredentials: false })).toEqual({ smtp: 'other' });
	expect(secretsOf({ ...fields, password: 'one' })).toEqual({ imap: 'one' });
});
