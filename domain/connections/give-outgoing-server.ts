import type { Actor } from '#domain/values/actor.ts';
import { connectionSettings, type ConnectionSettings } from '#domain/mailboxes/connection-settings.ts';
import { isSameServer } from '#domain/mailboxes/passwords-to-type.ts';
import { countTest } from '#domain/mailboxes/tests-at-most.ts';
import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { recordConnectionEvent } from './connection-events.ts';
import { enterStage, lockOwnMailboxConnection } from './connection-row.ts';
import { sealForConnection } from './connection-secrets.ts';

/** An outgoing server with a password of its own. */
export interface OutgoingServer {
	readonly connectionId: string;
	readonly smtp: ConnectionSettings['smtp'];
	/** Left out: the one that is kept for this very server stays. */
	readonly password?: string | undefined;
}

/**
 * A mailbox that is read by a provider's token is to send by another server, with a password of that server's (G-10). Server
 * and password come and go together: the password is never sent to a host that it was not typed for. Where somebody signed in
 * already the test runs at once.
 *
 * @throws {Refusal} missing; not-allowed; connection-over; password-only (nobody signs in in a window there: both servers are
 * typed together); nothing-to-retry; password-for-other-server: none is kept for this one; tests-too-many.
 */
export async function giveOutgoingServer(
	tx: Transaction,
	envelopes: Envelopes,
	actor: Actor,
	{ connectionId, smtp, password }: OutgoingServer,
): Promise<void> {
	const row = await lockOwnMailboxConnection(tx, actor, connectionId);
	if (row.way !== 'microsoft' && row.way !== 'google') throw new Refusal('conflict', 'password-only');
	const settings = connectionSettings.safeParse(row.settings).data;
	if (!settings || (row.stage !== 'choosing' && row.stage !== 'mending'))
		throw new Refusal('conflict', 'nothing-to-retry');
	const isKept = row.smtpSealed !== null && isSameServer(settings.smtp, smtp);
	if (!password && !isKept) throw new Refusal('invalid', 'password-for-other-server');
	await tx.db.mailboxConnection.updateMany({
		where: { id: connectionId },
		data: {
			settings: { ...settings, smtp, delivery: 'smtp' },
			...(password ? { smtpSealed: sealForConnection(envelopes, connectionId, password) } : {}),
			...{ graphSealed: null, graphUntil: null, testId: null, failures: 0, actedById: actor.userId },
		},
	});
	await recordConnectionEvent(tx, connectionId, 'outgoing-server-given', {}, actor.userId);
	if (row.grantSealed) {
		await countTest(tx, actor);
		await enterStage(tx, connectionId, { stage: 'testing', reason: 'connect-testing' });
	} else await enterStage(tx, connectionId, { stage: 'choosing', reason: 'connect-door' });
	await poke(tx, 'connect', connectionId);
}
