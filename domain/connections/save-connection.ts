import { connectionSettings } from '#domain/mailboxes/connection-settings.ts';
import { saveMailbox } from '#domain/mailboxes/save-mailbox.ts';
import { saveRelay } from '#domain/mailboxes/relays/save-relay.ts';
import { setSenderSecret } from '#domain/mailboxes/set-mailbox-secret.ts';
import { keepGrant } from '#domain/mailboxes/token-lease.ts';
import { activeUsers, giveMailboxTo } from '#domain/mailboxes/users-of-mailbox.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { MailboxConnection } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { accessHolds } from './access-of-connection.ts';
import { openForConnection } from './connection-secrets.ts';
import { recognisedAt } from './recognition.ts';
import { deliveryOf } from './delivery-of-connection.ts';

/**
 * What was tested becomes a mailbox, or the new account of one; a shared one is given to the users that were named for it.
 *
 * @throws {Refusal} as saveMailbox; missing, users-missing: its users are gone.
 */
export async function saveMailboxOf(
	tx: Transaction,
	envelopes: Envelopes,
	actor: Actor,
	row: MailboxConnection,
	testId: string,
): Promise<{ mailboxId: string }> {
	const { isShared, userIds, takesSequences } = row;
	// Before anything is written: what a refusal ends is kept as far as it went.
	if (isShared && userIds.length > 0) await activeUsers(tx, userIds);
	const displayName = isShared && row.mailboxId === null ? await nameOfSubscription(tx) : undefined;
	const providerDailyLimit = dailyLimitOf(row);
	const saved = { testId, displayName, providerDailyLimit };
	const { mailboxId } = await saveMailbox(tx, envelopes, actor, saved);
	await keepConsent(tx, envelopes, mailboxId, row);
	if (isShared && userIds.length > 0) await giveMailboxTo(tx, mailboxId, { userIds, takesSequences });
	return { mailboxId };
}

/** What its provider lets it send in a day (5.7-14); another outgoing server has a limit of its own. */
function dailyLimitOf({ recognition, provider, settings }: MailboxConnection): number | null {
	const account = recognisedAt(recognition, provider);
	const host = connectionSettings.safeParse(settings).data?.smtp.host;
	return account && account.smtp.host === host ? account.dailyLimit : null;
}

/** Who a shared mailbox writes as, until somebody names it otherwise. */
async function nameOfSubscription(tx: Transaction): Promise<string> {
	return (await tx.db.subscription.findFirstOrThrow({ select: { name: true } })).name;
}

/** What was tested becomes a relay, or the new server of one. @throws {Refusal} as saveRelay. */
export function saveRelayOf(
	tx: Transaction,
	envelopes: Envelopes,
	actor: Actor,
	{ senderId, replyMailboxId }: MailboxConnection,
	testId: string,
): Promise<{ senderId: string }> {
	return saveRelay(tx, envelopes, actor, { testId, senderId, replyMailboxId: replyMailboxId! });
}

/** Where one signed in in a provider's window, the mailbox is read and sends by what that brought. */
async function keepConsent(
	tx: Transaction,
	envelopes: Envelopes,
	mailboxId: string,
	{ id, way, grantSealed, accessSealed, smtpSealed, settings }: MailboxConnection,
): Promise<void> {
	if (!grantSealed || !accessSealed || !way) return;
	await keepGrant(tx, envelopes, mailboxId, {
		provider: way,
		grant: openForConnection(envelopes, id, grantSealed),
		accessToken: openForConnection(envelopes, id, accessSealed),
		holds: await accessHolds(tx, id),
	});
	if (smtpSealed && deliveryOf(settings) === 'smtp')
		await setSenderSecret(tx, envelopes, mailboxId, openForConnection(envelopes, id, smtpSealed));
}
