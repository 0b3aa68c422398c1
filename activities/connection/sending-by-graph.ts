import { CheckFault } from '#mail/connection/check-fault.ts';
import type { CheckCode } from '#mail/connection/check-codes.ts';
import type { SendingApi } from '#mail/connection/tested-account.ts';
import { PROBE_HEADER } from '#mail/connection/probe-mail.ts';
import type { FaultCode } from '#mail/delivery/delivery-fault.ts';
import { deliverByGraph } from '#providers/delivery/graph/deliver-by-graph.ts';
import { proveGraph } from '#providers/delivery/graph/prove-graph.ts';
import type { ConnectionDeps } from './connection-deps.ts';

/** What Graph says of an account, as a line of the test says it. */
const CODES: Partial<Record<FaultCode, CheckCode>> = {
	'auth-refused': 'graph-denied',
	'sender-refused': 'graph-closed',
	'session-refused': 'graph-closed',
	'too-fast': 'login-later',
	'provider-limit': 'login-later',
	'server-silent': 'timeout',
	'connection-lost': 'connection-lost',
	'server-later': 'graph-unavailable',
};

/**
 * Microsoft Graph as the way by which a tested account sends.
 *
 * @param account.accessToken for Graph alone. `mailbox`: the shared one that it is to write in.
 */
export function sendingByGraph(
	{ graph, policy }: Pick<ConnectionDeps, 'graph' | 'policy'>,
	account: { readonly accessToken: string; readonly mailbox?: string | undefined },
): SendingApi {
	const access = { ...graph, policy, ...account };
	return {
		async prove() {
			const fault = await proveGraph(access);
			if (!fault) return;
			const { code, replyCode } = fault;
			throw new CheckFault(CODES[code] ?? 'protocol', replyCode ? { status: String(replyCode) } : {});
		},
		send: ({ from, to, token, bytes }) =>
			deliverByGraph({
				...access,
				mark: {
					messageId: `<${token}@${from.slice(from.lastIndexOf('@') + 1)}>`,
					header: { name: PROBE_HEADER, value: token },
				},
				recipient: to,
				bytes,
				earlier: undefined,
				isNewest: async () => true,
				arm: async () => true,
			}),
	};
}
