import { randomUUID } from 'node:crypto';
import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { linesOf, wayOf, type RelaySettings, type TestedSettings } from './connection-settings.ts';
import type { AccountSecrets } from './set-mailbox-secret.ts';

/** An account whose connection is to be tested. */
export interface TestToOpen {
	readonly userId: string;
	/** A mailbox that exists. */
	readonly mailboxId: string | null;
	/** The connection that goes on when the test ends. */
	readonly connectionId: string | null;
	readonly address: string;
	readonly settings: TestedSettings | RelaySettings;
	readonly secrets: AccountSecrets;
	/** The secret of the mailbox is the access token of a provider; one for the outgoing server is not, but by Graph. */
	readonly isToken?: boolean;
}

/** Keeps what is to be tested, its secrets sealed, and lets the test of 5.4-6 run over it. @returns its id. */
export async function openTest(
	tx: Transaction,
	envelopes: Envelopes,
	{ secrets, settings, ...test }: TestToOpen,
): Promise<string> {
	const testId = randomUUID();
	const seal = (secret: string) => new Uint8Array(envelopes.seal(secret, `connection:${testId}`));
	const { subscriptionId } = tx;
	await tx.db.connectionTest.create({
		data: {
			...{ subscriptionId, id: testId, ...test, settings },
			sealed: seal(secrets.imap),
			smtpSealed: secrets.smtp === undefined ? null : seal(secrets.smtp),
			startedAt: tx.at,
			checks: {
				create: linesOf(wayOf(settings)).map((check, position) => ({
					...{ position, check, state: 'pending' },
				})),
			},
		},
	});
	await poke(tx, 'connection', testId);
	return testId;
}
