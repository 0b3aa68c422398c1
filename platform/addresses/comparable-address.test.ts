import { describe, expect, it } from 'vitest';
import { mailboxOf } from './comparable-address.ts';

describe('mailboxOf', () => {
	it.each([
		['Ab.Cd@gmail.com', 'abcd@gmail.com'],
		['a.b.c.d+devis@googlemail.com', 'abcd@gmail.com'],
		[' abcd@GMAIL.com ', 'abcd@gmail.com'],
	])('of Gmail’s spellings is one: %s', (written, mailbox) => {
		expect(mailboxOf(written)).toBe(mailbox);
	});

	it.each([
		'a.b@ardelouse.example',
		'a+b@ardelouse.example',
		'a.b@gmail.com.evil.example',
		'a.b@notgmail.com',
		'+@gmail.com',
		'...@gmail.com',
		'gmail.com',
	])('elsewhere dots and plus parts are other mailboxes: %s', (written) => {
		expect(mailboxOf(written)).toBe(written);
	});
});
