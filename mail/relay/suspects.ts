import type { Job, Refusal } from './job.ts';

/** Mails refused one after the other, with none accepted between, after which it is no mail's own matter. */
export const IN_A_ROW = 10;

interface Suspect extends Refusal {
	readonly job: Job;
	/** Its dot was answered: some relays keep what they refuse for now, so it is never begun again. */
	readonly mayBeKept: boolean;
}

/**
 * Refused mails of which nobody knows yet whether it was their own matter or everybody's: a relay that takes others in the
 * meantime meant this one; a relay that takes none means us, our account or the content, whatever its words are.
 */
export class Suspects {
	private held: Suspect[] = [];

	/** @returns Whether there are so many that it is everybody's matter. */
	hold(suspect: Suspect): boolean {
		this.held.push(suspect);
		return this.held.length >= IN_A_ROW;
	}

	get first(): Suspect | undefined {
		return this.held[0];
	}

	/** Another mail was accepted: each of these was refused for itself. */
	wereMeant(): void {
		for (const { job, fault, reply } of this.taken()) settle(job, 'rejected', { fault, ...said(reply) });
	}

	/** It was not about them: what cannot exist at the relay waits again. */
	wereNotMeant(): void {
		for (const { job, fault, reply, mayBeKept } of this.taken())
			settle(job, mayBeKept ? 'rejected' : 'unsent', { fault, ...said(reply) });
	}

	private taken(): Suspect[] {
		const { held } = this;
		this.held = [];
		return held;
	}
}

const said = (reply: string | undefined) => (reply === undefined ? {} : { reply });

/** Tells what became of a mail that was not accepted. */
export function settle(job: Job, state: 'rejected' | 'unsent' | 'unknown', { fault, reply }: Refusal): void {
	job.batch.settle(job.index, { state, fault, ...said(reply) });
}
