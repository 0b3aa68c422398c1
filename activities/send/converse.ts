import { armSend, type ArmedDraft } from '#domain/sends/arm-send.ts';
import type { Delivery } from '#mail/delivery/delivery.ts';
import type { Attempt } from './attempt.ts';
import { deliverOverSmtp } from './deliver-over-smtp.ts';
import { deliverThroughGraph } from './deliver-through-graph.ts';
import type { Errand } from './errands/errand.ts';
import type { SendDeps } from './send-deps.ts';

/**
 * Holds the conversation of one attempt, which has its place at the host, the way that its sender's mails leave: one
 * connection, and arm as its last gate. It stops before the last word when the activity is cancelled.
 */
export async function converse(deps: SendDeps, errand: Errand, attempt: Attempt): Promise<Delivery> {
	const { armStatement } = deps.config.sends;
	const { account, subscriptionId, sendId, fence } = attempt;
	const arm = (draft?: ArmedDraft) =>
		deps.database.inSubscription(
			subscriptionId,
			async (tx) =>
				(await errand.mayStillLeave(tx, attempt)) && (await armSend(tx, { sendId, fence }, draft)),
			{ statement: armStatement, transaction: armStatement },
		);
	return account.delivery === 'graph'
		? deliverThroughGraph(deps, attempt, account, arm)
		: deliverOverSmtp(deps, attempt, account, () => arm());
}
