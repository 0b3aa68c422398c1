import { Context } from '@temporalio/activity';
import { recordUnwatched } from '#domain/mailboxes/record-unwatched.ts';
import { watchLimits } from '#platform/limits.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import type { MailboxDeps } from './mailbox-deps.ts';
import { watchMailbox } from './watch-mailbox.ts';

/** What `mailbox/<id>` does: `watchMailbox` on the queue of watchers, `noteUnwatched` on the queue of runs. */
export interface MailboxActivities {
	/** Watches for 30 to 55 minutes, heartbeating; to be run once, whatever comes of it. */
	watchMailbox(run: RunRef): Promise<Look>;
	/** A watch ended without an answer. `ended`: there is nothing to watch any more. */
	noteUnwatched(run: RunRef): Promise<{ ended: boolean }>;
}

/** Both activities over `deps`; the watch heartbeats for as long as it lasts. */
export function createMailboxActivities(deps: MailboxDeps): MailboxActivities {
	return {
		async watchMailbox(run) {
			const context = Context.current();
			context.heartbeat();
			const beat = setInterval(() => context.heartbeat(), watchLimits.beatEvery);
			try {
				return await watchMailbox(deps, run, context.cancellationSignal);
			} finally {
				clearInterval(beat);
			}
		},
		async noteUnwatched(run) {
			const found = await deps.database.inSubscription(run.subscriptionId, (tx) =>
				recordUnwatched(tx, run.id, deps.config.watch.proofFresh),
			);
			// Support's alarm: nobody of the subscription can mend this.
			if (found === 'unwatched') deps.logger.error({ mailboxId: run.id }, 'nobody watches a mailbox');
			return { ended: found === 'ended' };
		},
	};
}
