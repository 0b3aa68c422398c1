import { Context } from '@temporalio/activity';
import type { AccountOverSmtp } from '#activities/accounts/sending-account.ts';
import { deliver } from '#mail/smtp/deliver.ts';
import { DELIVERY_LIMITS } from '#mail/smtp/delivery-request.ts';
import type { Delivery } from '#mail/delivery/delivery.ts';
import type { Attempt } from './attempt.ts';
import type { SendDeps } from './send-deps.ts';

/** One attempt over SMTP: connect, stream, arm, dot, reply. */
export function deliverOverSmtp(
	deps: SendDeps,
	{ mail, sendId }: Attempt,
	{ address, smtp }: AccountOverSmtp,
	arm: () => Promise<boolean>,
): Promise<Delivery> {
	const { dotWithin } = deps.config.sends;
	return deliver({
		server: smtp,
		credentials: smtp.credentials,
		policy: deps.policy,
		clientName: address.slice(address.indexOf('@') + 1),
		envelope: { from: address, to: mail.recipient, envelopeId: sendId },
		bytes: mail.bytes,
		limits: { ...DELIVERY_LIMITS, dotWithin },
		signal: Context.current().cancellationSignal,
		arm,
	});
}
