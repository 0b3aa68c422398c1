import type { FewAtOnce } from './few-at-once.ts';
import type { HostPace } from './host-pace.ts';

/**
 * How watches begin, over all mailboxes of this process, where many do at one instant: those of a host that dropped all of
 * them wait for its turn before anything is read of them, so that they stand before nobody else in the queue for the database
 * (docs/design/imap.md#reconnecting).
 */
export class Beginnings {
	private readonly readings: HostPace;
	private readonly logins: HostPace;
	private readonly few: FewAtOnce;
	/** Where a mailbox was read last. */
	private readonly hostOf = new Map<string, string>();

	/** @param paces of one speed: the second holds where what lies between was held up and is through at once. */
	constructor(paces: { readonly readings: HostPace; readonly logins: HostPace }, few: FewAtOnce) {
		this.readings = paces.readings;
		this.logins = paces.logins;
		this.few = few;
	}

	/**
	 * Has the rows of a mailbox read, when it is the turn of the host where it was read last.
	 *
	 * @returns `aborted`, and nothing was read, where the signal came first.
	 */
	async read<T>(mailboxId: string, signal: AbortSignal, rows: () => Promise<T>): Promise<T | 'aborted'> {
		const host = this.hostOf.get(mailboxId);
		if (host !== undefined) await this.readings.turn(host, signal);
		return this.few.run<T | 'aborted'>(async () => (signal.aborted ? 'aborted' : rows()));
	}

	/** Waits for the turn of its host to be connected to; ends early where the signal comes. */
	connect(mailboxId: string, host: string, signal: AbortSignal): Promise<void> {
		this.hostOf.set(mailboxId, host);
		return this.logins.turn(host, signal);
	}

	/** A mailbox that nobody watches any more. */
	forget(mailboxId: string): void {
		this.hostOf.delete(mailboxId);
	}
}
