import { Context } from '@temporalio/activity';
import type { AccountByGraph } from '#activities/accounts/sending-account.ts';
import type { ArmedDraft } from '#domain/sends/arm-send.ts';
import { isNewestAttempt, readArmedDrafts } from '#domain/sends/armed-drafts.ts';
import type { Delivery } from '#mail/delivery/delivery.ts';
import type { Transaction } from '#platform/database/database.ts';
import { deliverByGraph } from '#providers/delivery/graph/deliver-by-graph.ts';
import type { Attempt } from './attempt.ts';
import { graphAccessOf, graphMarkOf } from './graph-access.ts';
import type { SendDeps } from './send-deps.ts';

/** One attempt by Microsoft Graph: what earlier ones left is taken back, then draft, arm, send (docs/design/sending.md#graph). */
export async function deliverThroughGraph(
	deps: SendDeps,
	attempt: Attempt,
	account: AccountByGraph,
	arm: (draft: ArmedDraft) => Promise<boolean>,
): Promise<Delivery> {
	const { subscriptionId, sendId, fence, mail } = attempt;
	const inSubscription = <T>(work: (tx: Transaction) => Promise<T>) =>
		deps.database.inSubscription(subscriptionId, work);
	const isFirst = fence === 1;
	const earlier = isFirst ? undefined : await inSubscription((tx) => readArmedDrafts(tx, sendId));
	return deliverByGraph({
		...graphAccessOf(deps, account),
		mark: graphMarkOf({ sendId, messageId: mail.messageId }),
		recipient: mail.recipient,
		bytes: mail.bytes,
		earlier,
		isNewest: () => inSubscription((tx) => isNewestAttempt(tx, { sendId, fence })),
		signal: Context.current().cancellationSignal,
		arm,
	});
}
