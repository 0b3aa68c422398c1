/** What went wrong with an attempt to deliver, in plain words: the codes of mail/smtp, whose technical form stands beside. */
import { m } from './generated/messages.js';
import type { Language } from './language.ts';

type Sentence = (words: Record<string, never>, options: { locale: Language }) => string;

const FAULTS: Record<string, Sentence> = {
	'address-invalid': m.fault_address,
	'recipient-unknown': m.fault_address,
	'recipient-full': m.fault_recipient_later,
	'recipient-later': m.fault_recipient_later,
	greylisted: m.fault_recipient_later,
	refused: m.fault_refused,
	'policy-refused': m.fault_refused,
	'content-refused': m.fault_refused,
	'message-too-large': m.fault_refused,
	'smtputf8-missing': m.fault_refused,
	'auth-refused': m.fault_account,
	'auth-unsupported': m.fault_account,
	'sender-refused': m.fault_sender,
	'auth-later': m.fault_account_later,
	'provider-limit': m.fault_account_later,
	'too-fast': m.fault_account_later,
	'already-accepted': m.fault_ours,
	'early-reply': m.fault_ours,
	'not-armed': m.fault_ours,
	'arm-unknown': m.fault_ours,
	'dot-too-late': m.fault_ours,
	stopped: m.fault_ours,
	aborted: m.fault_ours,
};

/** The sentence of a fault's code. Every other one is of the sender's server, or of the way to it. */
export function deliveryFault(code: string, language: Language): string {
	return (FAULTS[code] ?? m.fault_server)({}, { locale: language });
}
