import { Context } from '@temporalio/activity';
import { armSend } from '#domain/sends/arm-send.ts';
import { deliver } from '#mail/smtp/deliver.ts';
import { DELIVERY_LIMITS } from '#mail/smtp/delivery.ts';
import type { Delivery } from '#mail/smtp/delivery.ts';
import type { Attempt } from './attempt.ts';
import type { Errand } from './errands/errand.ts';
import type { SendDeps } from './send-deps.ts';

/**
 * Holds the conversation of one attempt, which has its place at the host: one connection, and arm as its last gate. It stops
 * before the dot when the activity is cancelled.
 */
export async function converse(deps: SendDeps, errand: Errand, attempt: Attempt): Promise<Delivery> {
	const { dotWithin, armStatement } = deps.config.sends;
	const { account, mail, sendId, fence } = attempt;
	return deliver({
		server: account.smtp,
		credentials: account.smtp.credentials,
		policy: deps.policy,
		clientName: account.address.slice(account.address.indexOf('@') + 1),
		envelope: { from: account.address, to: mail.recipient, envelopeId: sendId },
		bytes: mail.bytes,
		limits: { ...DELIVERY_LIMITS, dotWithin },
		signal: Context.current().cancellationSignal,
		arm: () =>
			deps.database.inSubscription(
				attempt.subscriptionId,
				async (tx) => (await errand.mayStillLeave(tx, attempt)) && (await armSend(tx, { sendId, fence })),
				{ statement: armStatement, transaction: armStatement },
			),
	});
}
