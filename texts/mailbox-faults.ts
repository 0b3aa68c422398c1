/** Why a mailbox is lost, in one sentence that says what to do. */
import { checkFault } from './connection.ts';
import type { Reader } from './format.ts';
import { m } from './generated/messages.js';
import { signInFault } from './sign-in-faults.ts';

/** What its sentence may name. */
export interface LostMailbox {
	readonly address: string;
	readonly server: string | null;
	/** How it was connected last, where that is known. */
	readonly way: string | null;
}

/** @param code of the watch: CheckCode of mail/connection, `secret-broken`, or a SignInFault. */
export function mailboxFault(code: string, { address, server, way }: LostMailbox, reader: Reader): string {
	const { language: locale } = reader;
	if (code === 'password-refused')
		return way === 'app-password'
			? m.senders_fault_app_password({}, { locale })
			: m.senders_fault_password({}, { locale });
	return (
		signInFault(code, { address }, locale) ?? checkFault(code, server === null ? {} : { server }, reader)
	);
}
