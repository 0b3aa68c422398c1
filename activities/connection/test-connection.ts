import { CONNECTION_CHECKS } from '#domain/mailboxes/connection-settings.ts';
import {
	endConnectionTest,
	openConnectionTest,
	recordCheck,
	type OpenTest,
} from '#domain/mailboxes/run-connection-test.ts';
import { checkConnection } from '#mail/connection/checks.ts';
import type { ConnectionSettings } from '#mail/connection/checks.ts';
import type { Transaction } from '#platform/database/database.ts';
import { SealBroken } from '#platform/secrets/envelope.ts';
import { probeWords } from '#texts/probe.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import type { ConnectionDeps } from './connection-deps.ts';

/**
 * Runs a connection test from its first line to its last, each line a row as soon as it is known (5.4-6). Real hosts are
 * refused in the sandbox, by the network policy, with a line that says so.
 *
 * @throws the signal's reason, when the process stops in the middle: another one begins anew.
 */
export async function testConnection(deps: ConnectionDeps, run: RunRef, signal: AbortSignal): Promise<void> {
	const inSubscription = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
		deps.database.inSubscription(run.subscriptionId, work);
	const test = await inSubscription((tx) => openConnectionTest(tx, deps.envelopes, run.id)).catch(
		(error: unknown) => {
			if (!(error instanceof SealBroken)) throw error;
			deps.logger.error({ testId: run.id }, 'the secrets of a connection test cannot be opened');
			return undefined;
		},
	);
	if (test) {
		const words = probeWords(test.settings.language);
		for await (const found of checkConnection(CONNECTION_CHECKS, settingsOf(test), deps.policy, words)) {
			signal.throwIfAborted();
			await inSubscription((tx) => recordCheck(tx, run.id, found));
		}
	}
	await inSubscription((tx) => endConnectionTest(tx, run.id));
}

function settingsOf({ address, ownerAddress, settings, secrets }: OpenTest): ConnectionSettings {
	const { imap, smtp } = settings;
	return {
		address,
		ownerAddress,
		imap,
		smtp,
		imapCredentials: { kind: 'password', user: imap.user, password: secrets.imap },
		smtpCredentials: { kind: 'password', user: smtp.user, password: secrets.smtp ?? secrets.imap },
	};
}
