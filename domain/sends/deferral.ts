import type { SendFault } from './send-fault.ts';

/**
 * How an attempt ended after which its send may be tried again:
 *
 * - `deferred`: not taken; no copy exists.
 * - `disarmed`: armed, but the final dot was never written; no copy exists.
 * - `deferred-after-dot`: the server answered the final dot with a 4xx. It says that it took nothing, and some servers keep
 *   the mail all the same.
 */
export interface Deferral {
	readonly outcome: 'deferred' | 'disarmed' | 'deferred-after-dot';
	readonly fault: SendFault;
	/** What the server said, without addresses. */
	readonly words?: string | undefined;
	/** Milliseconds for which the server asks to wait. */
	readonly retryAfter?: number | undefined;
}

/**
 * Whether it is one of the eight tries of a send, with their pauses (5.5-1): a refusal by the other side, or any 4xx after
 * the dot, whosever matter it is, because each such try may leave one more copy.
 */
export function countsAsTry({ outcome, fault }: Deferral): boolean {
	return outcome === 'deferred-after-dot' || fault.matter === 'recipient' || fault.matter === 'message';
}
