import { LINE_LIMITS } from './line-limits.ts';

/** How many mails one connection takes: what the profile says, until the relay shows that it lets fewer be. */
export class MailsALine {
	atMost: number;
	private endedAfter = 0;

	constructor(atMost: number) {
		this.atMost = atMost;
	}

	/** A relay that ends two conversations after as many mails ends each so: later ones are over before. */
	learnFrom(answered: number): void {
		if (answered < LINE_LIMITS.longConversation || answered >= this.atMost) return;
		if (answered === this.endedAfter) this.atMost = answered;
		this.endedAfter = answered;
	}
}
