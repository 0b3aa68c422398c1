import { createLinkToken } from '#domain/accounts/link-token.ts';
import type { MailboxConnection } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { SealBroken, type Envelopes } from '#platform/secrets/envelope.ts';
import { recordConnectionEvent } from './connection-events.ts';
import { enterStage } from './connection-row.ts';
import { setDelivery } from './delivery-of-connection.ts';
import type { VisitPurpose } from './sign-in-visit.ts';

/**
 * An administrator must consent for the organisation (C1-16, D-23): the connection waits for it, however long that takes. The
 * page that he is sent to opens without an account until he consented or the request was withdrawn. Asked again for the same
 * it is the same request, while its link can still be shown.
 */
export async function askForConsent(
	tx: Transaction,
	envelopes: Envelopes,
	row: Pick<MailboxConnection, 'id' | 'address' | 'way' | 'settings'>,
	purpose: VisitPurpose,
): Promise<void> {
	const { id, address, way } = row;
	const { subscriptionId } = tx;
	const domain = address.slice(address.indexOf('@') + 1);
	const asked = await tx.db.consentRequest.findFirst({ where: { connectionId: id } });
	const stands = asked && !asked.consentedAt && !asked.refusedAt && asked.purpose === purpose;
	if (!stands || openLinkOrNull(envelopes, id, asked.tokenSealed) === null) {
		const { token, hash } = createLinkToken(subscriptionId);
		await tx.db.consentRequest.deleteMany({ where: { connectionId: id } });
		await tx.db.consentRequest.create({
			data: {
				...{ subscriptionId, connectionId: id, vendor: way!, domain, purpose },
				...{ tokenHash: hash, tokenSealed: sealLink(envelopes, id, token), askedAt: tx.at },
			},
		});
		await recordConnectionEvent(tx, id, 'consent-asked', { domain });
	}
	await setDelivery(tx, row, purpose === 'mail-and-graph' ? 'graph' : 'smtp');
	await enterStage(tx, id, { stage: 'consent', reason: 'connect-consent' });
}

/** The secret of the page's address, to be shown again to whoever asked. @throws SealBroken */
export function openLink(envelopes: Envelopes, connectionId: string, tokenSealed: Uint8Array): string {
	return envelopes.open(tokenSealed, contextOf(connectionId)).toString();
}

/** The same; null: its seal cannot be opened any more, and only whoever signs in again gets another one. */
export function openLinkOrNull(
	envelopes: Envelopes,
	connectionId: string,
	tokenSealed: Uint8Array,
): string | null {
	try {
		return openLink(envelopes, connectionId, tokenSealed);
	} catch (error) {
		if (error instanceof SealBroken) return null;
		throw error;
	}
}

function sealLink(envelopes: Envelopes, connectionId: string, token: string): Uint8Array<ArrayBuffer> {
	return new Uint8Array(envelopes.seal(token, contextOf(connectionId)));
}

const contextOf = (connectionId: string) => `consent:${connectionId}`;
