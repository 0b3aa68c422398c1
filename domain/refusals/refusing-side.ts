import type { SendFault } from '#domain/sends/send-fault.ts';

/** Whose server refused us: the sender's own, or the recipient's. */
export type RefusingSide = 'own' | 'recipient';

/** A sign-in, a sender, a session or an amount is judged by the server that the mail is handed to. */
const BY_OWN_SERVER: ReadonlySet<string> = new Set([
	'auth-refused',
	'sender-refused',
	'session-refused',
	'provider-limit',
]);

/**
 * Who refused us in our own conversation (5.7-4): reputation and a rule that nobody names are passed on from the recipient's
 * side, everything else is said by the server that we hand our mails to.
 *
 * @returns undefined where nobody refused us: another matter, or a server that said nothing.
 */
export function refusingSide({ matter, code, replyCode }: SendFault): RefusingSide | undefined {
	if (matter !== 'mailbox' || replyCode === undefined) return undefined;
	if (BY_OWN_SERVER.has(code)) return 'own';
	return code === 'policy-refused' ? 'recipient' : undefined;
}
