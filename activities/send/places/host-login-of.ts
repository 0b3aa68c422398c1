import type { SendingAccount } from '#activities/accounts/sending-account.ts';
import type { HostLogin } from './place-keys.ts';

/**
 * The host that a conversation of this account is held with, and as whom.
 *
 * @param graphUrl Where Microsoft Graph is asked.
 */
export function hostLoginOf(account: SendingAccount, graphUrl: string): HostLogin {
	if (account.delivery === 'graph')
		return { server: { host: new URL(graphUrl).hostname }, credentials: account.graph };
	return { server: account.smtp, credentials: account.smtp.credentials };
}
