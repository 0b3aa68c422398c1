import type { SendFault } from '#domain/sends/send-fault.ts';
import type { Transaction } from '#platform/database/database.ts';

/** What a look at an engagement answers: ended, not yet, or this step now. */
export type StepLook =
	| { readonly kind: 'ended' }
	| { readonly kind: 'wait'; readonly reason: string; readonly until: Date | null }
	| {
			readonly kind: 'go';
			readonly sendId: string;
			readonly position: number;
			readonly occurrence: number;
			readonly isFirstContact: boolean;
	  };

/** A send of an engagement. */
export interface StepSend {
	readonly engagementId: string;
	readonly sendId: string;
}

/**
 * What the engagement decides about its sends and learns of them, each in the send's own transaction. The activity holds
 * the conversation; whether a step may leave and what its fate means is the domain's.
 */
export interface StepDecisions {
	/** Locks mailbox and engagement, evaluates all gates, stores the look, moves the row. */
	look(tx: Transaction, engagementId: string, lastAcceptedSendId: string | undefined): Promise<StepLook>;
	/** Asked by arm, the engagement locked FOR SHARE. */
	mayStillLeave(tx: Transaction, send: StepSend): Promise<boolean>;
	recordSent(tx: Transaction, send: StepSend & { readonly sentAt: Date }): Promise<void>;
	recordRefused(tx: Transaction, send: StepSend & { readonly fault: SendFault }): Promise<void>;
	recordDeferred(tx: Transaction, send: StepSend & { readonly fault: SendFault }): Promise<void>;
	recordUncertain(tx: Transaction, send: StepSend): Promise<void>;
	/** The evidence window is over: `silence` counts as left, `ask` waits for a person. */
	settle(tx: Transaction, send: StepSend & { readonly how: 'silence' | 'ask' }): Promise<void>;
}
