import { expect, it } from 'vitest';
import { isPopServer } from './pop-server.ts';

it.each([
	['pop.orange.fr', 993, true],
	[' POP3.free.fr', 993, true],
	['pop3s.example', 993, true],
	['mail.example', 995, true],
	['mail.example', 110, true],
	['imap.orange.fr', 993, false],
	['popote.example', 143, false],
	['mail.pop.example', 993, false],
])('%s:%i is one of POP3: %s', (host, port, is) => {
	expect(isPopServer({ host, port })).toBe(is);
});
