import { ApplicationFailure } from '@temporalio/common';
import type { FrozenSend } from '#domain/sends/freeze-send.ts';
import type { SendFault } from '#domain/sends/send-fault.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { SendingAccount } from './sending-account.ts';

/** One claimed send with everything its conversation needs. */
export interface Attempt {
	readonly subscriptionId: string;
	readonly sendId: string;
	readonly fence: number;
	readonly account: SendingAccount;
	readonly mail: FrozenSend;
	/** `performance.now()` at its claim. */
	readonly beganAt: number;
}

/** What the end of an attempt means to what the send belongs to; each runs in the send's own transaction. */
export interface Fate {
	/** Locks what the send belongs to, before the send itself (docs/design/rows-and-commands.md#locks). */
	lock(tx: Transaction): Promise<unknown>;
	/** Locks what may stop the send, in shared mode, and says whether it may still leave. */
	mayStillLeave(tx: Transaction): Promise<boolean>;
	sent(tx: Transaction, sentAt: Date): Promise<void>;
	refused(tx: Transaction, fault: SendFault): Promise<void>;
	/** Given back: no copy exists. What we stopped ourselves (`ours`) is no refusal. */
	deferred(tx: Transaction, fault: SendFault): Promise<void>;
	/** Tells the run that the row has changed: this attempt's own answer will not be heard. */
	poke(tx: Transaction): Promise<void>;
}

/**
 * Only reconcile may answer: the fate of the send is not known to this attempt. The failure carries its code and nothing
 * else.
 */
export function unknownFate(code: 'send-open' | 'send-uncertain'): ApplicationFailure {
	return ApplicationFailure.nonRetryable(code, code);
}
