import type { Actor } from '#domain/values/actor.ts';
import { connectionSettings, type ConnectionSettings } from '#domain/mailboxes/connection-settings.ts';
import { refusePopServer } from '#domain/mailboxes/pop-server.ts';
import { countTest } from '#domain/mailboxes/tests-at-most.ts';
import { tellTest } from '#domain/mailboxes/tell-owner.ts';
import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { recordConnectionEvent } from './connection-events.ts';
import { enterStage, FORGOTTEN, lockOwnMailboxConnection } from './connection-row.ts';
import { sealForConnection } from './connection-secrets.ts';
import { passwordAsItIs } from './password-as-it-is.ts';
import { recognisedAt } from './recognition.ts';

/** What a person typed at the door of a password. */
export interface PasswordGiven {
	readonly connectionId: string;
	readonly password: string;
	/** Where the outgoing server has another one (G-10). */
	readonly smtpPassword?: string | undefined;
	/** *Serveur personnalisé*: servers of one's own; else those that were recognised. */
	readonly servers?: Pick<ConnectionSettings, 'imap' | 'smtp'> | undefined;
}

/**
 * Takes a password and lets the test run over the account that it opens. Nothing of a mailbox that exists changes
 * before the test succeeded; its owner is told of a test by somebody else (5.6-3).
 *
 * @throws {Refusal} missing; not-allowed; connection-over; servers-missing (nothing was recognised, or not yet);
 * pop-server (Z-34); window-only (the provider takes no password: one signs in in its window); tests-too-many.
 */
export async function givePassword(
	tx: Transaction,
	envelopes: Envelopes,
	actor: Actor,
	{ connectionId, password, smtpPassword, servers }: PasswordGiven,
): Promise<void> {
	const row = await lockOwnMailboxConnection(tx, actor, connectionId);
	if (servers) refusePopServer(servers.imap);
	const known = servers ? undefined : recognisedAt(row.recognition, row.provider);
	const settings = servers ?? known;
	if (!settings) throw new Refusal('conflict', 'servers-missing');
	const way = servers ? 'password' : known!.ways.find((one) => one === 'app-password' || one === 'password');
	if (!way) throw new Refusal('conflict', 'window-only');
	await countTest(tx, actor);
	const seal = (secret: string) => sealForConnection(envelopes, connectionId, passwordAsItIs(secret));
	await tx.db.mailboxConnection.updateMany({
		where: { id: connectionId },
		data: {
			way,
			...(servers ? { provider: null } : {}),
			settings: connectionSettings.parse({
				imap: settings.imap,
				smtp: settings.smtp,
				isShared: row.isShared,
			}),
			...{ ...FORGOTTEN, sealed: seal(password) },
			smtpSealed: smtpPassword === undefined ? null : seal(smtpPassword),
			failures: 0,
			testId: null,
			actedById: actor.userId,
		},
	});
	const { mailboxId, ownerId } = row;
	if (mailboxId) await tellTest(tx, actor, { id: mailboxId, ownerId });
	await enterStage(tx, connectionId, { stage: 'testing', reason: 'connect-testing' });
	await recordConnectionEvent(tx, connectionId, 'password-given', {}, actor.userId);
	await poke(tx, 'connect', connectionId);
}
