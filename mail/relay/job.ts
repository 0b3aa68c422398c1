import type { DeliveryFault } from '#mail/delivery/delivery-fault.ts';
import type { Armed, RelayMail, RelayOutcome } from './relay-mail.ts';

/** A window's mails on their way through the pool. */
export interface Batch {
	readonly armed: Armed;
	/** To be called once for each. */
	settle(index: number, outcome: RelayOutcome): void;
}

/** A mail on its way through the pool. */
export interface Job {
	/** With another return address once the relay refused its own. */
	mail: RelayMail;
	readonly batch: Batch;
	readonly index: number;
	/** How often it was begun. */
	tries: number;
	/** How often its dot was answered by 421. */
	closedAfterDot: number;
	/** Why it is to be begun anew. */
	last: Refusal | undefined;
}

/** What a relay said, as it may be stored and shown. */
export interface Refusal {
	readonly fault: DeliveryFault;
	/** Without addresses. */
	readonly reply?: string;
}

/** At which command a reply refused a mail. */
export type RefusedAt = 'mail' | 'rcpt' | 'data' | 'dot';
