import type { ConnectCode } from '#platform/network/connect-error.ts';

/**
 * Whose matter a failed delivery is, which decides what happens to the run:
 *
 * - `recipient`: this address, now or for ever.
 * - `message`: what we wrote, or how the receiving side judges it.
 * - `mailbox`: the sender's own account or its settings; it never fails an engagement (5.5-1).
 * - `server`: the sender's own server or the way to it; never a failure either (5.5-1).
 * - `ours`: we stopped before the last word.
 */
export type Matter = 'recipient' | 'message' | 'mailbox' | 'server' | 'ours';

/** What went wrong, in one word. Connection faults keep the code of the guarded connect. */
export type FaultCode =
	| ConnectCode
	| 'address-invalid'
	| 'recipient-unknown'
	| 'recipient-full'
	| 'recipient-later'
	| 'greylisted'
	| 'refused'
	| 'policy-refused'
	| 'content-refused'
	| 'message-too-large'
	| 'smtputf8-missing'
	| 'auth-refused'
	| 'auth-later'
	| 'auth-unsupported'
	| 'sender-refused'
	| 'provider-limit'
	| 'too-fast'
	| 'session-refused'
	| 'server-later'
	| 'server-silent'
	| 'protocol'
	| 'already-accepted'
	| 'draft-gone'
	| 'draft-altered'
	| 'draft-kept'
	| 'early-reply'
	| 'not-armed'
	| 'arm-unknown'
	| 'dot-too-late'
	| 'stopped';

/** A fault as it may be stored, logged and shown: codes only, no address and no text. */
export interface DeliveryFault {
	readonly code: FaultCode;
	readonly matter: Matter;
	/** The three digits of the server's reply, or of its answer over HTTP. */
	readonly replyCode?: number;
	/** RFC 3463 enhanced status (`5.1.1`), where the server gave one. */
	readonly status?: string;
}
