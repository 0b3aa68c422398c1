import { expect, it } from 'vitest';
import { ownKeysOf } from './own-keys.ts';
import { parseHead } from './parse-head.ts';

it.each([
	'Message-ID: <A.b@x.example>',
	'Message-Id:\r\n <A.b@x.\r\n example>',
	'MESSAGE-ID: (a comment) <a.B@x.example>',
	'message-id: A.b@x.example',
])('finds the key under which the mail is kept: %s', (field) => {
	const block = Buffer.from(`${field}\r\n\r\n`);
	expect(ownKeysOf(block)).toEqual(['a.b@x.example']);
	expect(ownKeysOf(block)).toContain(parseHead(block).messageIdKey);
});

it('finds none where there is none', () => {
	expect(ownKeysOf(Buffer.from('Message-ID: \r\n\r\n'))).toEqual([]);
	expect(ownKeysOf(Buffer.from('\r\n'))).toEqual([]);
});
