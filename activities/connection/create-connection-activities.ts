import { Context } from '@temporalio/activity';
import { endConnectionTest } from '#domain/mailboxes/run-connection-test.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import type { ConnectionDeps } from './connection-deps.ts';
import { testConnection } from './test-connection.ts';

const BEAT_EVERY = 5_000;

/** What `connection/<id>` does: the test on the queue of watchers, its end without a result on the queue of runs. */
export interface ConnectionActivities {
	testConnection(run: RunRef): Promise<void>;
	giveUpConnectionTest(run: RunRef): Promise<void>;
}

/** Both activities over `deps`; the test heartbeats from its first line to its last. */
export function createConnectionActivities(deps: ConnectionDeps): ConnectionActivities {
	return {
		async testConnection(run) {
			const context = Context.current();
			context.heartbeat();
			const beat = setInterval(() => context.heartbeat(), BEAT_EVERY);
			try {
				await testConnection(deps, run, context.cancellationSignal);
			} finally {
				clearInterval(beat);
			}
		},
		giveUpConnectionTest: (run) =>
			deps.database.inSubscription(run.subscriptionId, (tx) => endConnectionTest(tx, run.id)),
	};
}
