import type { MailboxDeps } from '#activities/mailbox/mailbox-deps.ts';
import { watchMailbox } from '#activities/mailbox/watch-mailbox.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import type { Look } from '#workflows/contracts/look.ts';

/** Watches of mailboxes without a workflow: what it repeats is repeated here, as where another person's wish ended one. */
export class RepeatedWatches {
	private readonly running: { readonly end: AbortController; readonly ended: Promise<Look> }[] = [];

	begin(deps: MailboxDeps, run: RunRef): void {
		const end = new AbortController();
		const again = async (): Promise<Look> => {
			const look = await watchMailbox(deps, run, end.signal);
			return end.signal.aborted || look.ended ? look : again();
		};
		this.running.push({ end, ended: again() });
	}

	/** Ends all of them, and waits until they are over. */
	async stop(): Promise<void> {
		for (const { end } of this.running) end.abort();
		await Promise.all(this.running.splice(0).map(({ ended }) => ended));
	}
}
