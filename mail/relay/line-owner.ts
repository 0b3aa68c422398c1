import type { DeliveryFault } from '#mail/delivery/delivery-fault.ts';
import type { Job, RefusedAt } from './job.ts';
import type { RelayLine } from './relay-line.ts';

/** Whom a line asks for its next mail and tells what became of each. */
export interface LineOwner {
	/** The next mail to begin here; undefined: none for now, `begin` is called later. */
	next(line: RelayLine): Job | undefined;
	/** undefined: the dot of this mail may be written in this turn; else why it may not any more. */
	mayNotLeave(job: Job): DeliveryFault | undefined;
	accepted(job: Job, words: string): void;
	/** A reply refused it; whether its line goes on is the line's matter. */
	refused(job: Job, at: RefusedAt, words: string, line: RelayLine): void;
	/** It cannot be sent over this relay, whatever is tried. */
	impossible(job: Job, fault: DeliveryFault): void;
	/** Its dot was not written, and its line is gone: another one may begin it anew. */
	givenBack(job: Job, fault: DeliveryFault, words?: string): void;
	/** Its dot was written, and nothing that can be relied on was answered. */
	unknown(job: Job, fault: DeliveryFault): void;
	/** The line is gone; nothing of it is under way any more. */
	gone(line: RelayLine, fault: DeliveryFault): void;
}
