/** What mends that a server refuses a mailbox because of us (5.7-4), by the fault's code. */
import { m } from './generated/messages.js';
import type { Language } from './language.ts';

const CURES: Record<string, typeof m.mailbox_refusal_cure_account> = {
	'auth-refused': m.mailbox_refusal_cure_login,
	'sender-refused': m.mailbox_refusal_cure_account,
	'session-refused': m.mailbox_refusal_cure_account,
	'provider-limit': m.mailbox_refusal_cure_limit,
	'policy-refused': m.mailbox_refusal_cure_reputation,
};

/** One sentence; a code of another release is a matter of the account. */
export function refusalCure(code: string, language: Language): string {
	return (CURES[code] ?? m.mailbox_refusal_cure_account)({}, { locale: language });
}
