import type { SendFault } from '#domain/sends/send-fault.ts';

/** Why a relay takes nothing more of a part, where it does not refuse our account. */
type HaltReason = 'relay-refused' | 'relay-settings' | 'relay-later' | 'relay-unreachable';

/**
 * Names why a relay takes nothing more, as the page says it. A refusal of our account holds the whole sender instead
 * (`holdRelay`).
 *
 * - `relay-refused`: it refuses for good what everybody gets, whoever it is about.
 * - `relay-settings`: no connection comes about with what is set for it; only a person mends that.
 * - `relay-later`: it asks to wait (421, 452, 454, throttling, greylisting).
 * - `relay-unreachable`: it says nothing.
 */
export function reasonOfHalt({ matter, replyCode }: SendFault): HaltReason {
	if (replyCode !== undefined) return replyCode >= 500 ? 'relay-refused' : 'relay-later';
	return matter === 'mailbox' ? 'relay-settings' : 'relay-unreachable';
}
