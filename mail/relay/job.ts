import type { DeliveryFault } from '#mail/delivery/delivery-fault.ts';
import type { Armed, MakeMail, RelayMail, RelayOutcome } from './relay-mail.ts';

/** A window's mails on their way through the pool. */
export interface Batch {
	readonly armed: Armed;
	/** To be called once for each. */
	settle(index: number, outcome: RelayOutcome): void;
}

/** A mail on its way through the pool. */
export class Job {
	readonly batch: Batch;
	readonly index: number;
	/** How often it was begun. */
	tries = 0;
	/** How often its dot was answered by 421. */
	closedAfterDot = 0;
	/** Why it is to be begun anew. */
	last: Refusal | undefined;
	readonly #make: MakeMail;
	#mail: RelayMail | undefined;

	constructor(batch: Batch, index: number, make: MakeMail) {
		this.batch = batch;
		this.index = index;
		this.#make = make;
	}

	/** It is written when it is begun first: what waits for a line takes no memory. @throws whatever `MakeMail` throws. */
	get mail(): RelayMail {
		return (this.#mail ??= this.#make());
	}

	/** The return address of its own was refused: it leaves with that of all mails. */
	leaveWithPlainFrom(): void {
		const { plainFrom, ...mail } = this.mail;
		if (plainFrom !== undefined) this.#mail = { ...mail, from: plainFrom };
	}
}

/** What a relay said, as it may be stored and shown. */
export interface Refusal {
	readonly fault: DeliveryFault;
	/** Without addresses. */
	readonly reply?: string;
}

/** At which command a reply refused a mail. */
export type RefusedAt = 'mail' | 'rcpt' | 'data' | 'dot';
