import { describe, expect, it } from 'vitest';
import type { AccountServer } from './account-servers.ts';
import { isSameServer, passwordsToType, type TypedPasswords } from './passwords-to-type.ts';

const imap: AccountServer = { host: 'imap.kelvin.example', port: 993, security: 'tls', user: 'camille' };
const smtp: AccountServer = { ...imap, host: 'smtp.kelvin.example', port: 465 };
const elsewhere = { host: 'imap.elsewhere.example' };

describe('one server', () => {
	it.each<[string, Partial<AccountServer>, boolean]>([
		['nothing changed', {}, true],
		['its host in capitals', { host: 'IMAP.Kelvin.Example' }, true],
		['a dot after its host', { host: 'imap.kelvin.example.' }, true],
		['spaces around its host and user', { host: ' imap.kelvin.example ', user: ' camille ' }, true],
		['another host', elsewhere, false],
		['a host below it', { host: 'imap.kelvin.example.elsewhere.example' }, false],
		['two dots after its host', { host: 'imap.kelvin.example..' }, false],
		['a letter that lower-cases to an ASCII one', { host: 'imap.\u212Aelvin.example' }, false],
		['another port', { port: 143 }, false],
		['another security', { security: 'starttls' }, false],
		['another user', { user: 'ines' }, false],
		['its user in capitals', { user: 'Camille' }, false],
	])('%s', (_, change, same) => {
		expect(isSameServer(imap, { ...imap, ...change })).toBe(same);
	});
});

describe('an account', () => {
	const both = { imap: 'one', smtp: 'other' };
	it.each<[string, Partial<AccountServer>, Partial<AccountServer>, TypedPasswords, string[]]>([
		['nothing changed or typed', {}, {}, {}, []],
		['the incoming server changed', elsewhere, {}, {}, ['imap']],
		['the outgoing server changed', {}, elsewhere, {}, ['smtp']],
		['both changed', elsewhere, elsewhere, {}, ['imap', 'smtp']],
		['both changed, one password typed for both', elsewhere, elsewhere, { imap: 'one' }, []],
		['both changed, both typed', elsewhere, elsewhere, both, []],
		['the outgoing server changed, its own typed', {}, elsewhere, { smtp: 'other' }, []],
		['the incoming server changed, the other one typed', elsewhere, {}, { smtp: 'other' }, ['imap']],
		['an empty field is none typed', elsewhere, {}, { imap: '' }, ['imap']],
	])('%s', (_, imapChange, smtpChange, typed, again) => {
		const wished = { imap: { ...imap, ...imapChange }, smtp: { ...smtp, ...smtpChange } };
		expect(passwordsToType({ imap, smtp }, wished, typed)).toEqual(again);
	});
});
