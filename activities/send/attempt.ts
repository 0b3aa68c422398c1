import { ApplicationFailure } from '@temporalio/common';
import type { SendingAccount } from '#activities/accounts/sending-account.ts';
import type { FrozenErrandSend } from './errands/errand.ts';

/** One claimed send with everything its conversation needs. */
export interface Attempt extends FrozenErrandSend {
	readonly subscriptionId: string;
	readonly fence: number;
	readonly account: SendingAccount;
	/** `performance.now()` at its claim. */
	readonly beganAt: number;
}

/**
 * Only reconcile may answer: the fate of the send is not known to this attempt. The failure carries its code and nothing
 * else.
 */
export function unknownFate(code: 'send-open' | 'send-uncertain'): ApplicationFailure {
	return ApplicationFailure.nonRetryable(code, code);
}
