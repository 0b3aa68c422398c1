import { linesOf, wayOf } from '#domain/mailboxes/connection-settings.ts';
import {
	endConnectionTest,
	openConnectionTest,
	recordCheck,
	type OpenTest,
} from '#domain/mailboxes/run-connection-test.ts';
import { checkConnection } from '#mail/connection/checks.ts';
import type { ConnectionSettings } from '#mail/connection/tested-account.ts';
import type { Credentials } from '#mail/credentials.ts';
import type { Transaction } from '#platform/database/database.ts';
import { SealBroken } from '#platform/secrets/envelope.ts';
import { probeWords } from '#texts/probe.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import type { ConnectionDeps } from './connection-deps.ts';
import { sendingByGraph } from './sending-by-graph.ts';

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
		const lines = linesOf(wayOf(test.settings));
		for await (const found of checkConnection(lines, settingsOf(test, deps), deps.policy, words)) {
			signal.throwIfAborted();
			await inSubscription((tx) => recordCheck(tx, run.id, found));
		}
	}
	await inSubscription((tx) => endConnectionTest(tx, run.id));
}

function settingsOf(
	{ address, ownerAddress, settings, secrets, isToken }: OpenTest,
	deps: ConnectionDeps,
): ConnectionSettings {
	const { smtp } = settings;
	const signsIn = (user: string, secret: string, by: 'token' | 'password'): Credentials =>
		by === 'token'
			? { kind: 'oauth', user, accessToken: secret }
			: { kind: 'password', user, password: secret };
	const isOwnWord = secrets.smtp !== undefined;
	const outgoing = {
		...{ address, ownerAddress, smtp },
		// A server of its own is signed in to by a password of its own, however the mailbox is.
		smtpCredentials: signsIn(
			smtp.user,
			secrets.smtp ?? secrets.imap,
			isToken && !isOwnWord ? 'token' : 'password',
		),
	};
	if ('isRelay' in settings)
		return { ...outgoing, imap: undefined, imapCredentials: undefined, replyAddress: settings.replyAddress };
	return {
		...outgoing,
		imap: settings.imap,
		imapCredentials: signsIn(settings.imap.user, secrets.imap, isToken ? 'token' : 'password'),
		api:
			settings.delivery === 'graph'
				? sendingByGraph(deps, {
						accessToken: secrets.smtp ?? '',
						mailbox: settings.isShared ? address : undefined,
					})
				: undefined,
	};
}
