import { ApplicationFailure } from '@temporalio/common';
import type { FrozenSend } from '#domain/sends/freeze-send.ts';
import type { ErrandSend } from './errands/errand.ts';
import type { SendingAccount } from '#activities/accounts/sending-account.ts';

/** One claimed send with everything its conversation needs. */
export interface Attempt extends ErrandSend {
	readonly subscriptionId: string;
	readonly fence: number;
	readonly account: SendingAccount;
	readonly mail: FrozenSend;
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
