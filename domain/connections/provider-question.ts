import type { Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { deliveryOf } from './delivery-of-connection.ts';
import { openOfVisit, type VisitPurpose } from './sign-in-visit.ts';
import { openForConnection } from './connection-secrets.ts';

/** What a provider is to be asked for a connection; secrets are open and stay in memory. */
export type ProviderQuestion =
	| {
			readonly kind: 'redeem';
			readonly vendor: string;
			readonly purpose: VisitPurpose;
			readonly isShared: boolean;
			readonly code: string;
			readonly verifier: string;
	  }
	| {
			readonly kind: 'renew';
			readonly vendor: string;
			readonly purpose: VisitPurpose;
			readonly isShared: boolean;
			readonly grant: string;
	  };

/**
 * Takes what the provider is to be asked: a code that came back, which nobody takes a second time (a provider takes it once,
 * and an answer that was lost used it up), else a grant whose access token is over.
 *
 * @returns undefined where nothing is to be asked any more.
 * @throws SealBroken
 */
export async function takeQuestion(
	tx: Transaction,
	envelopes: Envelopes,
	connectionId: string,
): Promise<ProviderQuestion | undefined> {
	await tx.lock('mailbox_connection', [connectionId]);
	const row = await tx.db.mailboxConnection.findFirst({ where: { id: connectionId, endedAt: null } });
	if (row?.stage === 'signing') {
		const visit = await tx.db.signInVisit.findFirst({
			where: { connectionId, codeSealed: { not: null } },
			orderBy: { returnedAt: 'desc' },
		});
		if (!visit?.codeSealed || !visit.verifierSealed) return undefined;
		await tx.db.signInVisit.updateMany({
			where: { connectionId, returnedAt: { not: null } },
			data: { codeSealed: null, verifierSealed: null },
		});
		return {
			...{ kind: 'redeem', vendor: visit.vendor },
			purpose: visit.purpose === 'mail-and-graph' ? 'mail-and-graph' : 'mail',
			isShared: row.isShared,
			code: openOfVisit(envelopes, visit.id, visit.codeSealed),
			verifier: openOfVisit(envelopes, visit.id, visit.verifierSealed),
		};
	}
	if (row?.stage !== 'testing' || !row.grantSealed || !row.way) return undefined;
	return {
		kind: 'renew',
		vendor: row.way,
		purpose: deliveryOf(row.settings) === 'graph' ? 'mail-and-graph' : 'mail',
		isShared: row.isShared,
		grant: openForConnection(envelopes, connectionId, row.grantSealed),
	};
}
