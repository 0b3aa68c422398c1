import { relaySettings, type ConnectionSettings } from '#domain/mailboxes/connection-settings.ts';
import { readRelay } from '#domain/mailboxes/relays/own-relay.ts';
import { assertRelaysOn } from '#domain/mailboxes/relays/relay-switch.ts';
import { assertRelayIsNew, assertTakesReplies } from '#domain/mailboxes/relays/save-relay.ts';
import { countTest } from '#domain/mailboxes/tests-at-most.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { LanguageCode } from '#domain/values/language-code.ts';
import { normaliseAddress } from '#domain/values/mail-address.ts';
import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { recordConnectionEvent } from './connection-events.ts';
import { sealForConnection } from './connection-secrets.ts';
import { enterStage, lockOwnConnection } from './connection-row.ts';
import { openConnectionFor } from './open-connection.ts';
import { passwordAsItIs } from './password-as-it-is.ts';

/** A relay to be set up, or one that exists, whose server is to be another one. */
export interface RelayWish {
	/** Of a new one: the address that its mails come from. */
	readonly address?: string | undefined;
	/** Of a new one: the mailbox that takes its replies. */
	readonly replyMailboxId?: string | undefined;
	/** One that exists: its address and its reply mailbox stay. */
	readonly senderId?: string | undefined;
	readonly language: LanguageCode;
}

/**
 * *Configurateur SMTP* (E-16): begins to set up a relay, or finds where that stands. A responsable's act; nothing is searched
 * for, since only whoever has its contract knows its server.
 *
 * @throws {Refusal} missing; not-allowed; relays-off; address-invalid; relay-exists; reply-mailbox-missing; mailbox-exists (its
 * address is being connected as a mailbox).
 */
export async function beginRelay(
	tx: Transaction,
	actor: Actor,
	{ address: typed, replyMailboxId: reply, senderId, language }: RelayWish,
): Promise<{ connectionId: string }> {
	if (actor.licence !== 'responsable') throw new Refusal('forbidden', 'not-allowed');
	await assertRelaysOn(tx);
	const relay = senderId ? await readRelay(tx, actor, senderId) : undefined;
	const address = relay?.address ?? normaliseAddress(typed ?? '');
	if (!address) throw new Refusal('invalid', 'address-invalid');
	const replyMailboxId = relay?.replyMailboxId ?? reply;
	if (!replyMailboxId) throw new Refusal('conflict', 'reply-mailbox-missing');
	await assertTakesReplies(tx, replyMailboxId);
	if (!relay) await assertRelayIsNew(tx, address);
	const found = await openConnectionFor(tx, actor, {
		...{ address, ownerId: actor.userId, language, isRelay: true, replyMailboxId },
		...{ senderId: relay?.id ?? null, way: 'password' as const },
		settings: relay ? { smtp: serverOf(relay) } : null,
	});
	if (!found.isRelay) throw new Refusal('conflict', 'mailbox-exists');
	return { connectionId: found.id };
}

const serverOf = (relay: {
	smtpHost: string;
	smtpPort: number;
	smtpSecurity: string;
	loginName: string;
}) => ({
	...{ host: relay.smtpHost, port: relay.smtpPort, security: relay.smtpSecurity, user: relay.loginName },
});

/** What was typed of a relay's server. */
export interface RelayGiven {
	readonly connectionId: string;
	readonly smtp: ConnectionSettings['smtp'];
	readonly password: string;
}

/**
 * Takes a relay's server and password and lets the test run over them. Nothing of a relay that exists changes before
 * the test succeeded.
 *
 * @throws {Refusal} missing; not-allowed; relays-off; connection-over; reply-mailbox-missing; tests-too-many.
 */
export async function giveRelay(
	tx: Transaction,
	envelopes: Envelopes,
	actor: Actor,
	{ connectionId, smtp, password }: RelayGiven,
): Promise<void> {
	const row = await lockOwnConnection(tx, actor, connectionId);
	if (!row.isRelay || !row.replyMailboxId) throw new Refusal('not-found', 'missing');
	await assertRelaysOn(tx);
	await assertTakesReplies(tx, row.replyMailboxId);
	const { address: replyAddress } = await tx.db.mailbox.findFirstOrThrow({
		where: { id: row.replyMailboxId },
		select: { address: true },
	});
	const { language } = row;
	await countTest(tx, actor);
	await tx.db.mailboxConnection.updateMany({
		where: { id: connectionId },
		data: {
			settings: relaySettings.parse({ smtp, isRelay: true, replyAddress, language }),
			sealed: sealForConnection(envelopes, connectionId, passwordAsItIs(password)),
			...{ failures: 0, testId: null, actedById: actor.userId },
		},
	});
	await enterStage(tx, connectionId, { stage: 'testing', reason: 'connect-testing' });
	await recordConnectionEvent(tx, connectionId, 'password-given', {}, actor.userId);
	await poke(tx, 'connect', connectionId);
}
