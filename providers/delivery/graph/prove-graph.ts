import type { DeliveryFault } from '#mail/delivery/delivery-fault.ts';
import { ConnectError } from '#platform/network/connect-error.ts';
import { GraphFailure, GraphRefusal } from './graph-answer.ts';
import { GraphConnection, type GraphAccess } from './graph-connection.ts';
import { createDraft, withdrawDraft } from './graph-drafts.ts';
import { judgeGraphRefusal } from './judge-graph-refusal.ts';

/** A draft that names nobody: it could not be sent. */
const BLANK = Buffer.from('Subject: Refrain\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n\r\n');

/**
 * Proves that an account's mails may leave through Graph, without sending one: makes a draft and takes it back. That the token
 * may send as well is what its provider says of its permissions.
 *
 * @returns why not; undefined: they may.
 * @throws ConnectError where it is not reached.
 */
export async function proveGraph(access: GraphAccess): Promise<DeliveryFault | undefined> {
	const connection = new GraphConnection(access, access.limits.draftWithin);
	try {
		await withdrawDraft(connection, await createDraft(connection, BLANK));
		return undefined;
	} catch (error) {
		if (error instanceof GraphRefusal) return judgeGraphRefusal(error.answer).fault;
		if (error instanceof GraphFailure) return { code: error.code, matter: 'server' };
		if (error instanceof ConnectError) throw error;
		return { code: 'protocol', matter: 'server' };
	} finally {
		connection.close();
	}
}
