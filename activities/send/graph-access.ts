import type { AccountByGraph } from '#activities/accounts/sending-account.ts';
import { SEND_HEADER } from '#mail/mime/compose.ts';
import type { GraphMark } from '#providers/delivery/graph/find-graph-evidence.ts';
import type { GraphAccess } from '#providers/delivery/graph/graph-connection.ts';
import type { SendDeps } from './send-deps.ts';

/** How Microsoft Graph is asked as this sender. */
export function graphAccessOf({ graph, policy, config }: SendDeps, account: AccountByGraph): GraphAccess {
	const { dotWithin } = config.sends;
	return {
		url: graph.url,
		accessToken: account.graph.accessToken,
		mailbox: account.mailbox.sharedAddress,
		policy,
		limits: { ...graph.limits, dotWithin },
	};
}

/** By what a send is recognised in a folder of Graph's. */
export function graphMarkOf(send: { readonly sendId: string; readonly messageId: string }): GraphMark {
	return { messageId: send.messageId, header: { name: SEND_HEADER, value: send.sendId } };
}
