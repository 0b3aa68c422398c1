/** What mends that a server refuses a mailbox because of us (5.7-4), by the fault's code. */
import { m } from './generated/messages.js';
import type { Language } from './language.ts';

const CURES: Record<string, typeof m.cure_account> = {
	'auth-refused': m.cure_login,
	'sender-refused': m.cure_account,
	'session-refused': m.cure_account,
	'provider-limit': m.cure_limit,
	'policy-refused': m.cure_reputation,
};

/** One sentence; a code of another release is a matter of the account. */
export function refusalCure(code: string, language: Language): string {
	return (CURES[code] ?? m.cure_account)({}, { locale: language });
}
