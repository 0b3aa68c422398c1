import { keepGrant } from '#domain/mailboxes/token-lease.ts';
import type { Database } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import type { EngagedContact } from './engaged-contact.ts';

/**
 * Gives the mailbox of an engaged contact access tokens that hold for an hour, in the place of its password.
 *
 * @param accessToken the one for Microsoft Graph.
 */
export function grantAccess(
	database: Database,
	envelopes: Envelopes,
	{ subscriptionId, mailboxId }: EngagedContact,
	accessToken = 'valid',
): Promise<void> {
	return database.inSubscription(subscriptionId, async (tx) => {
		await tx.lock('mailbox', [mailboxId]);
		const tokens = { accessToken: 'of-mail', holds: 3_600_000, grant: 'kept' };
		await keepGrant(tx, envelopes, mailboxId, { provider: 'test', ...tokens });
		const sealed = envelopes.seal(accessToken, `access:${mailboxId}`);
		await tx.sql`
			UPDATE mailbox_grant SET graph_sealed = ${sealed}, graph_until = access_until
			WHERE subscription_id = ${subscriptionId}::uuid AND mailbox_id = ${mailboxId}::uuid`;
	});
}
